/* SPDX-License-Identifier: AGPL-3.0-or-later
** survey_routes: the rows of the survey in web/routes.c. */
#ifndef WEB_SURVEY_SURVEY_ROUTES_H
#define WEB_SURVEY_SURVEY_ROUTES_H

#include "web/survey/aims_web.h"
#include "web/survey/survey_import.h"

#define SURVEY_ROUTES \
    {"/member-cities/{}/programmes/{}/aims", FORM_HTML, aims_get, aims_fields, \
     "The seven aims of a leadership programme: what was said of them before, at its end and later", NULL, \
     .right = RIGHT_CITY_EDIT, .act = aims_act, .form = aims_form, .act_right = RIGHT_CITY_EDIT, \
     .about = ABOUT_MEMBER}, \
    {"/member-cities/{}/programmes/{}/survey", FORM_HTML, survey_get, survey_fields, \
     "The survey before a leadership programme: what it asks, opening, reminding, closing", NULL, \
     .right = RIGHT_CITY_EDIT, .act = survey_act, .form = survey_form, .act_right = RIGHT_CITY_EDIT, \
     .about = ABOUT_MEMBER}, \
    {"/member-cities/{}/programmes/{}/survey/see", FORM_HTML, survey_see_get, survey_see_fields, \
     "The survey as who answers sees it", NULL, .right = RIGHT_CITY_EDIT, .about = ABOUT_MEMBER}, \
    {"/member-cities/{}/programmes/{}/survey/results", FORM_HTML | FORM_CSV, survey_results_get, \
     survey_results_fields, "Results of the survey, small groups left out", NULL, .right = RIGHT_CITY_EDIT, \
     .act = survey_results_act, .form = survey_results_form, .act_right = RIGHT_CITY_EDIT, .about = ABOUT_MEMBER}, \
    {"/member-cities/{}/programmes/{}/survey/answers", FORM_CSV, survey_answers_get, NULL, \
     "Single answers to a survey that names who answered: a row each, columns as LimeSurvey heads them", NULL, \
     .right = RIGHT_CITY_EDIT, .about = ABOUT_MEMBER}, \
    {"/member-cities/{}/programmes/{}/survey/import", FORM_HTML, survey_import_get, NULL, \
     "A survey structure of LimeSurvey becomes the survey: looked at, then kept", NULL, .right = RIGHT_CITY_EDIT, \
     .act = survey_import_act, .form = survey_import_form, .act_right = RIGHT_CITY_EDIT, .about = ABOUT_MEMBER, \
     .takes_file = true}, \
    {"/member-cities/{}/programmes/{}/survey/questions/{}", FORM_HTML, survey_question_get, survey_question_fields, \
     "A question of the survey before a leadership programme, until it opens", NULL, .right = RIGHT_CITY_EDIT, \
     .act = survey_question_act, .form = survey_question_form, .act_right = RIGHT_CITY_EDIT, .about = ABOUT_MEMBER}, \
    {"/surveys/{}", FORM_HTML, survey_start_get, survey_start_fields, \
     "The survey, for who was asked: who sees what, its pages, sending it", NULL, .is_secret = true, \
     .right = RIGHT_PUBLIC, .act = survey_start_act, .form = survey_start_form, .act_right = RIGHT_PUBLIC, \
     .in_room = true}, \
    {"/surveys/{}/{}", FORM_HTML, survey_section_get, NULL, "A page of the survey, for who was asked", NULL, \
     .is_secret = true, .right = RIGHT_PUBLIC, .act = survey_section_act, .form = survey_section_form, \
     .act_right = RIGHT_PUBLIC, .in_room = true}

#endif
