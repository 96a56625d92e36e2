/* SPDX-License-Identifier: AGPL-3.0-or-later
** notes_routes: the rows of notes in web/routes.c. */
#ifndef WEB_NOTES_NOTES_ROUTES_H
#define WEB_NOTES_NOTES_ROUTES_H

#include "web/notes/action_web.h"
#include "web/notes/notes_web.h"

#define NOTES_ROUTES \
    {"/member-cities/{}/programmes/{}/notes", FORM_HTML, notes_get, notes_fields, \
     "Notes of a leadership programme: put together, corrected, closed by a second person", NULL, \
     .right = RIGHT_CITY_EDIT, .act = notes_act, .form = notes_form, .act_right = RIGHT_CITY_EDIT, \
     .about = ABOUT_MEMBER}, \
    {"/member-cities/{}/programmes/{}/notes/sections/{}", FORM_HTML, notes_section_get, notes_section_fields, \
     "A section of the notes of a leadership programme; a new one", NULL, .right = RIGHT_CITY_EDIT, \
     .act = notes_section_act, .form = notes_section_form, .act_right = RIGHT_CITY_EDIT, .about = ABOUT_MEMBER}, \
    {"/member-cities/{}/programmes/{}/notes/decisions/{}", FORM_HTML, notes_decision_get, NULL, \
     "A decision of a leadership programme: from what, and by whom carried; a new one", NULL, \
     .right = RIGHT_CITY_EDIT, .act = notes_decision_act, .form = notes_decision_form, .act_right = RIGHT_CITY_EDIT, \
     .about = ABOUT_MEMBER}, \
    {"/member-cities/{}/programmes/{}/notes/as/{}", FORM_OTHER, notes_file_get, NULL, \
     "Notes of a leadership programme as a file: docx, html, markdown", NULL, .right = RIGHT_CITY_EDIT, \
     .about = ABOUT_MEMBER}, \
    {"/member-cities/{}/programmes/{}/actions", FORM_HTML, actions_get, actions_fields, \
     "Actions of a leadership programme: open, late, done, dropped", NULL, .right = RIGHT_CITY_EDIT, \
     .act = actions_act, .form = actions_form, .act_right = RIGHT_CITY_EDIT, .about = ABOUT_MEMBER}, \
    {"/member-cities/{}/programmes/{}/actions/{}", FORM_HTML, action_get, NULL, \
     "An action of a leadership programme: what, by whom, by when; a new one", NULL, .right = RIGHT_CITY_EDIT, \
     .act = action_act, .form = action_form, .act_right = RIGHT_CITY_EDIT, .about = ABOUT_MEMBER}, \
    {"/member-cities/{}/programmes/{}/actions/review/{}", FORM_HTML, action_review_get, NULL, \
     "What became of the actions of a leadership programme after 30 days, 90 days, 12 months", NULL, \
     .right = RIGHT_CITY_EDIT, .about = ABOUT_MEMBER}, \
    {"/actions/{}", FORM_HTML, action_link_get, action_link_fields, \
     "How an action stands, said by who does it, by the link of a mail", NULL, .is_secret = true, \
     .right = RIGHT_PUBLIC, .act = action_link_act, .form = action_link_form, .act_right = RIGHT_PUBLIC}, \
    {"/taking-part/{}/notes", FORM_HTML, notes_reader_get, notes_reader_fields, \
     "Notes for a participant of a leadership programme: to read, and to send a correction", NULL, .is_secret = true, \
     .right = RIGHT_PUBLIC, .act = notes_reader_act, .form = notes_reader_form, .act_right = RIGHT_PUBLIC}

#endif
