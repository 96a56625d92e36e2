/* SPDX-License-Identifier: AGPL-3.0-or-later
** routes: the table, and the page for what went wrong. */
#include "web/routes.h"

#include "base/check.h"
#include "domain/right.h"
#include "web/about/about_web.h"
#include "web/city/bid_web.h"
#include "web/city/cities_web.h"
#include "web/city/city_web.h"
#include "web/city/known_web.h"
#include "web/city/matches_web.h"
#include "web/city/similar_web.h"
#include "web/error_web.h"
#include "web/gate.h"
#include "web/help/help_web.h"
#include "web/home/home_web.h"
#include "web/jobs/import_web.h"
#include "web/jobs/jobs_web.h"
#include "web/legal/legal_web.h"
#include "web/legal/paper.h"
#include "web/link/link.h"
#include "web/log/log_web.h"
#include "web/member/claim_web.h"
#include "web/member/member_web.h"
#include "web/organisation/organisation_web.h"
#include "web/people/people_web.h"
#include "web/privacy/leave_web.h"
#include "web/privacy/mail_choice.h"
#include "web/privacy/my_data_web.h"
#include "web/project/project_web.h"
#include "web/provider/provider_web.h"
#include "web/remark/remark_web.h"
#include "web/remark/remarks_web.h"
#include "web/search/search_web.h"
#include "web/session/address.h"
#include "web/session/second.h"
#include "web/session/session_web.h"
#include "web/set_up/set_up_web.h"
#include "web/shelf/shelf_web.h"
#include "web/theme/theme_web.h"

#define LISTS (FORM_HTML | FORM_JSON | FORM_CSV)

/* Examples answer 200 with the embedded content: Ciampino has a record of its own, Peterborough has none there. */
static const struct route items[] = {
    {"/", FORM_HTML, home_get, NULL, "Find your city", "/",
     .right = RIGHT_PUBLIC},
    {"/cities", LISTS, cities_get, cities_fields, "Cities, by name or by country, size and theme",
     "/cities?q=ciampino",
     .right = RIGHT_PUBLIC},
    {"/cities/{}", LISTS, city_get, NULL, "One city: record, facts, who to talk to", "/cities/peterborough-gb",
     .right = RIGHT_PUBLIC},
    {"/cities/{}/projects", LISTS, city_projects_get, NULL, "EU projects of a city",
     "/cities/peterborough-gb/projects",
     .right = RIGHT_PUBLIC},
    {"/cities/{}/matches", LISTS, matches_get, matches_fields, "Cities worth talking to",
     "/cities/peterborough-gb/matches?theme=waste",
     .right = RIGHT_PUBLIC},
    {"/cities/{}/known", LISTS, known_get, NULL, "What other lists say of a city", "/cities/peterborough-gb/known",
     .right = RIGHT_PUBLIC},
    {"/cities/{}/similar", LISTS, similar_get, similar_fields, "Cities like this one",
     "/cities/peterborough-gb/similar",
     .right = RIGHT_PUBLIC},
    {"/cities/{}/bid", FORM_HTML | FORM_JSON | FORM_TEXT, bid_get, bid_fields, "Facts for a bid, to copy",
     "/cities/ciampino-it/bid",
     .right = RIGHT_PUBLIC},
    {"/find-help", FORM_HTML, help_get, help_fields, "Say what you need", "/find-help",
     .right = RIGHT_PUBLIC},
    {"/case-studies", LISTS, shelf_get, shelf_fields, "Ended EU projects with a city that fits the size",
     "/case-studies",
     .right = RIGHT_PUBLIC},
    {"/themes", LISTS, themes_get, NULL, "Themes", "/themes",
     .right = RIGHT_PUBLIC},
    {"/themes/{}", LISTS, theme_get, theme_fields, "One theme: who worked on it, what was done", "/themes/waste",
     .right = RIGHT_PUBLIC},
    {"/projects/{}", LISTS, project_get, NULL, "One EU project", "/projects/101239638",
     .right = RIGHT_PUBLIC},
    {"/organisations/{}", LISTS, organisation_get, organisation_fields, "One organisation", "/organisations/871184161",
     .right = RIGHT_PUBLIC},
    {"/search", LISTS, search_get, search_fields, "Search projects and cities", "/search?q=waste", .is_long = true,
     .right = RIGHT_PUBLIC},
    {"/about-the-data", LISTS, about_get, NULL, "Sources, licences, dates, methods, what is unknown",
     "/about-the-data",
     .right = RIGHT_PUBLIC},
    {"/jobs", LISTS, jobs_get, NULL, "Imports and other work: what was brought in, and how far it is", "/jobs",
     .right = RIGHT_PUBLIC},
    {"/jobs/live", FORM_OTHER, jobs_live_get, NULL, "The same as a stream of events", "/jobs/live",
     .right = RIGHT_PUBLIC},
    {"/jobs/{}", LISTS, job_get, NULL, "One import: how far it is, what it brought", "/jobs/1",
     .right = RIGHT_PUBLIC},
    {"/jobs/{}/live", FORM_OTHER, job_live_get, NULL, "The same as a stream of events", "/jobs/1/live",
     .right = RIGHT_PUBLIC},
    {"/imports/new", FORM_HTML, import_new_get, NULL, "Begin an import from files in the folder for it", "/imports/new",
     .right = RIGHT_IMPORT, .act = import_new_act, .form = import_new_form, .act_right = RIGHT_IMPORT},
    {"/sign-in/with/{}", FORM_HTML, provider_with_get, provider_with_fields,
     "Sign in with the account of an organisation", NULL, .act = provider_with_act, .form = provider_with_form,
     .right = RIGHT_PUBLIC, .act_right = RIGHT_PUBLIC, .while_closed = true},
    {"/sign-in/wait/{}", FORM_HTML, provider_wait_get, NULL, "On the way to the organisation, and back", NULL,
     .is_secret = true, .right = RIGHT_PUBLIC, .while_closed = true},
    {"/sign-in/back/{}", FORM_HTML, provider_back_get, provider_back_fields, "Where the organisation sends people back",
     NULL, .act = provider_back_act, .form = provider_back_form, .is_secret = true, .right = RIGHT_PUBLIC,
     .act_right = RIGHT_PUBLIC, .while_closed = true},
    {"/log", FORM_HTML, log_get, log_fields, "Log of what was changed: who, what, when", "/log",
     .right = RIGHT_LOG},
    {"/log/{}", FORM_HTML, log_entry_get, NULL, "One entry of the log", NULL,
     .right = RIGHT_LOG},
    {"/people", FORM_HTML, people_get, people_fields, "Who has an account", "/people", .is_long = true,
     .right = RIGHT_PEOPLE},
    {"/people/{}", FORM_HTML, person_get, person_fields, "One person: roles, blocking, signing out", NULL,
     .right = RIGHT_PEOPLE, .act = person_act, .form = person_form, .act_right = RIGHT_PEOPLE},
    {"/people/{}/erase", FORM_HTML, person_erase_get, NULL, "One person, to erase", NULL,
     .right = RIGHT_PEOPLE, .act = person_erase_act, .form = person_erase_form, .act_right = RIGHT_PEOPLE},
    {"/member-cities", FORM_HTML, member_cities_get, member_cities_fields, "Member cities", "/member-cities",
     .right = RIGHT_CITY_ADDRESSES},
    {"/member-cities/{}/people", FORM_HTML, member_people_get, member_people_fields, "Who acts for a member city", NULL,
     .right = RIGHT_CITY_PEOPLE, .about = ABOUT_MEMBER},
    {"/member-cities/{}/people/{}", FORM_HTML, member_person_get, NULL,
     "Somebody who acts for a member city: to end it, to hand over", NULL, .right = RIGHT_CITY_PEOPLE,
     .act = member_person_act, .form = member_person_form, .act_right = RIGHT_CITY_PEOPLE, .about = ABOUT_MEMBER},
    {"/member-cities/{}/invite", FORM_HTML, invite_get, NULL, "Invite somebody to act for a member city", NULL,
     .right = RIGHT_CITY_PEOPLE, .act = invite_act, .form = invite_form, .act_right = RIGHT_CITY_PEOPLE,
     .about = ABOUT_MEMBER},
    {"/member-cities/{}/invitations/{}", FORM_HTML, invited_get, NULL, "An invitation that waits", NULL,
     .right = RIGHT_CITY_PEOPLE, .act = invited_act, .form = invited_form, .act_right = RIGHT_CITY_PEOPLE,
     .about = ABOUT_MEMBER},
    {"/member-cities/{}/claims/{}", FORM_HTML, claim_answer_get, NULL,
     "Somebody who asks to act for a member city: to answer", NULL, .right = RIGHT_CITY_PEOPLE,
     .act = claim_answer_act, .form = claim_answer_form, .act_right = RIGHT_CITY_PEOPLE, .about = ABOUT_MEMBER},
    {"/member-cities/{}/addresses", FORM_HTML, addresses_get, NULL, "Mail addresses that are a member city's own", NULL,
     .right = RIGHT_CITY_ADDRESSES, .act = addresses_act, .form = addresses_form, .act_right = RIGHT_CITY_ADDRESSES,
     .about = ABOUT_MEMBER},
    {"/invitations/{}", FORM_HTML, invitation_get, NULL, "An invitation, for who was invited", NULL,
     .is_secret = true, .right = RIGHT_PUBLIC, .act = invitation_act, .form = invitation_form,
     .act_right = RIGHT_PUBLIC, .while_closed = true},
    {"/act-for-a-city", FORM_HTML, claim_new_get, claim_new_fields, "Ask to act for a member city", "/act-for-a-city",
     .right = RIGHT_PUBLIC, .act = claim_new_act, .form = claim_new_form, .act_right = RIGHT_PUBLIC},
    {"/act-for-a-city/{}", FORM_HTML, claim_get, NULL, "Show that the address is yours, and ask; how it stands", NULL,
     .is_secret = true, .right = RIGHT_PUBLIC, .act = claim_act, .form = claim_form, .act_right = RIGHT_PUBLIC,
     .while_closed = true},
    {"/vouch/{}", FORM_HTML, vouch_get, NULL, "Answer who asks to act for a member city, by the link of a mail", NULL,
     .is_secret = true, .right = RIGHT_PUBLIC, .act = vouch_act, .form = claim_answer_form, .act_right = RIGHT_PUBLIC,
     .while_closed = true},
    {"/set-up", FORM_HTML, set_up_get, set_up_fields, "What is missing before the site can open; open it, close it",
     "/set-up", .right = RIGHT_SETTINGS, .act = set_up_act, .form = set_up_form, .act_right = RIGHT_SETTINGS},
    {"/set-up/{}", FORM_HTML, set_up_step_get, set_up_step_fields, "One step of setting the site up", "/set-up/mail",
     .right = RIGHT_SETTINGS, .act = set_up_step_act, .form = set_up_step_form, .act_right = RIGHT_SETTINGS},
    {"/remarks", FORM_HTML, remarks_get, remarks_fields, "Remarks of readers: those that wait", "/remarks",
     .right = RIGHT_REMARKS},
    {"/remarks/{}/answer", FORM_HTML, remark_work_get, NULL, "One remark, to answer or close it", NULL,
     .right = RIGHT_REMARKS, .act = remark_work_act, .form = remark_work_form, .act_right = RIGHT_REMARKS},
    {"/remarks/{}/remove", FORM_HTML, remark_remove_get, NULL, "One remark, to remove it", NULL,
     .right = RIGHT_REMARKS, .act = remark_remove_act, .form = remark_remove_form, .act_right = RIGHT_REMARKS},
    {"/remarks/new", FORM_HTML, remark_new_get, remark_new_fields, "Tell what is wrong or missing",
     "/remarks/new?page=/cities/ciampino-it", .act = remark_new_act, .form = remark_new_form,
     .right = RIGHT_PUBLIC, .act_right = RIGHT_PUBLIC},
    {"/remarks/{}", FORM_HTML, remark_get, NULL, "One remark, and its answer", NULL, .is_secret = true,
     .right = RIGHT_PUBLIC},
    {"/links/{}", FORM_HTML, mail_link_get, NULL, "What a link of a mail is for, and its one button", NULL,
     .act = mail_link_act, .form = mail_link_form, .is_secret = true,
     .right = RIGHT_PUBLIC, .act_right = RIGHT_PUBLIC, .while_closed = true},
    {"/unsubscribe/{}", FORM_HTML, mail_link_off_get, NULL, "No more mail that nobody asked for", NULL,
     .act = mail_link_off_act, .form = mail_link_form, .is_secret = true, .by_token = true,
     .right = RIGHT_PUBLIC, .act_right = RIGHT_PUBLIC, .while_closed = true},
    {"/sign-in", FORM_HTML, sign_in_get, sign_in_fields, "Sign in", "/sign-in?next=/themes",
     .right = RIGHT_PUBLIC, .act = sign_in_act, .form = sign_in_form, .act_right = RIGHT_PUBLIC, .repeats = true,
     .while_closed = true},
    {"/sign-in/link/{}", FORM_HTML, link_sign_in_get, NULL, "Sign in with a link by mail", NULL,
     .is_secret = true, .right = RIGHT_PUBLIC, .act = link_sign_in_act, .form = link_sign_in_form,
     .act_right = RIGHT_PUBLIC, .repeats = true, .while_closed = true},
    {"/sign-out", FORM_HTML, sign_out_get, NULL, "Sign out", "/sign-out",
     .right = RIGHT_PUBLIC, .act = sign_out_act, .form = sign_out_form, .act_right = RIGHT_PUBLIC, .repeats = true,
     .while_closed = true},
    {"/set-password/{}", FORM_HTML, set_password_get, NULL, "Set a password, with a link that lets in once", NULL,
     .is_secret = true, .right = RIGHT_PUBLIC, .act = set_password_act, .form = set_password_form,
     .act_right = RIGHT_PUBLIC, .while_closed = true},
    {"/sign-in/second/{}", FORM_HTML, second_sign_in_get, NULL, "The second step of signing in", NULL,
     .is_secret = true, .right = RIGHT_PUBLIC, .act = second_sign_in_act, .form = second_sign_in_form,
     .act_right = RIGHT_PUBLIC, .repeats = true, .while_closed = true},
    {"/me/second-step", FORM_HTML, second_get, NULL, "Second step of signing in: on and off", "/me/second-step",
     .right = RIGHT_ACCOUNT, .act = second_act, .form = second_form, .act_right = RIGHT_ACCOUNT, .repeats = true,
     .about = ABOUT_ONESELF, .while_closed = true},
    {"/me/recovery-codes/{}", FORM_HTML, recovery_get, NULL, "Recovery codes, shown once", NULL,
     .is_secret = true, .right = RIGHT_ACCOUNT, .about = ABOUT_ONESELF, .while_closed = true},
    {"/me", FORM_HTML, me_get, me_fields, "You: what is known of you, and how you sign in", "/me",
     .right = RIGHT_ACCOUNT, .about = ABOUT_ONESELF},
    {"/me/data", FORM_JSON | FORM_CSV, my_data_get, NULL, "Everything that is kept about you, as a file",
     "/me/data.json",
     .right = RIGHT_ACCOUNT, .about = ABOUT_ONESELF},
    {"/me/data/{}", FORM_CSV, my_sheet_get, NULL, "One kind of what is kept about you, as a sheet",
     "/me/data/person", .right = RIGHT_ACCOUNT, .about = ABOUT_ONESELF},
    {"/me/leave", FORM_HTML, leave_get, NULL, "Leave this network", "/me/leave",
     .right = RIGHT_ACCOUNT, .act = leave_act, .form = leave_form, .act_right = RIGHT_ACCOUNT,
     .about = ABOUT_ONESELF},
    {"/me/mail", FORM_HTML, mail_choice_get, NULL, "Mail that comes by itself: wanted or not", "/me/mail",
     .right = RIGHT_ACCOUNT, .act = mail_choice_act, .form = mail_choice_form, .act_right = RIGHT_ACCOUNT,
     .about = ABOUT_ONESELF},
    {"/left", FORM_HTML, left_get, left_fields, "Somebody has left", "/left?entry=1",
     .right = RIGHT_PUBLIC, .while_closed = true},
    {"/me/details", FORM_HTML, details_get, NULL, "Your name and language", "/me/details",
     .right = RIGHT_ACCOUNT, .act = details_act, .form = details_form, .act_right = RIGHT_ACCOUNT,
     .about = ABOUT_ONESELF},
    {"/me/password", FORM_HTML, password_get, NULL, "Change your password", "/me/password",
     .right = RIGHT_ACCOUNT, .act = password_act, .form = password_form, .act_right = RIGHT_ACCOUNT,
     .about = ABOUT_ONESELF},
    {"/me/address", FORM_HTML, address_get, NULL, "Change your mail address", "/me/address",
     .right = RIGHT_ACCOUNT, .act = address_act, .form = address_form, .act_right = RIGHT_ACCOUNT,
     .about = ABOUT_ONESELF},
    {"/new-address/{}", FORM_HTML, address_new_get, NULL, "Confirm a new mail address", NULL, .is_secret = true,
     .right = RIGHT_PUBLIC, .act = address_new_act, .form = address_button_form, .act_right = RIGHT_PUBLIC,
     .while_closed = true},
    {"/old-address/{}", FORM_HTML, address_old_get, NULL, "Take a changed mail address back", NULL, .is_secret = true,
     .right = RIGHT_PUBLIC, .act = address_old_act, .form = address_button_form, .act_right = RIGHT_PUBLIC,
     .while_closed = true},
    {"/me/sessions", FORM_HTML, sessions_get, NULL, "Where you are signed in", "/me/sessions",
     .right = RIGHT_ACCOUNT, .act = sessions_act, .form = sessions_form, .act_right = RIGHT_ACCOUNT,
     .about = ABOUT_ONESELF},
    {"/me/accounts/{}", FORM_HTML, account_get, NULL, "The account of an organisation that you sign in with", NULL,
     .right = RIGHT_ACCOUNT, .act = account_act, .form = account_form, .act_right = RIGHT_ACCOUNT,
     .about = ABOUT_ONESELF},
    {"/accessibility", FORM_HTML | FORM_JSON, accessibility_get, NULL, "Accessibility statement", "/accessibility",
     .right = RIGHT_PUBLIC, .while_closed = true},
    {"/privacy", FORM_HTML, privacy_get, NULL, "Privacy and cookies", "/privacy",
     .right = RIGHT_PUBLIC, .while_closed = true},
    {"/privacy/record", FORM_HTML, paper_record_get, NULL, "Record of processing activities", "/privacy/record",
     .right = RIGHT_LOG},
    {"/privacy/assessment", FORM_HTML, paper_assessment_get, NULL, "Data protection impact assessment, a draft",
     "/privacy/assessment", .right = RIGHT_LOG},
    {"/security", FORM_HTML, security_get, NULL, "Whom to tell of a weakness", "/security",
     .right = RIGHT_PUBLIC, .while_closed = true},
    {"/.well-known/security.txt", FORM_OTHER, security_txt_get, NULL, "The same for programs (RFC 9116)", NULL,
     .right = RIGHT_PUBLIC, .while_closed = true},
    {"/source-code", FORM_HTML, source_get, NULL, "Source code and licence", "/source-code",
     .right = RIGHT_PUBLIC, .while_closed = true},
    {"/third-party", FORM_HTML, third_party_get, NULL, "Work of others, and its licences", "/third-party",
     .right = RIGHT_PUBLIC, .while_closed = true},
    {"/brand.css", FORM_OTHER, brand_get, NULL, "The network's colours", "/brand.css",
     .right = RIGHT_PUBLIC, .while_closed = true},
    {"/robots.txt", FORM_OTHER, robots_get, NULL, "What robots may read", "/robots.txt",
     .right = RIGHT_PUBLIC, .while_closed = true},
    {"/sitemap.xml", FORM_OTHER, sitemap_get, site_map_fields, "Site map", "/sitemap.xml", .is_long = true,
     .right = RIGHT_PUBLIC},
};

const struct routes web_routes = {
    .items = items,
    .n = COUNT_OF(items),
    .render_error = error_render,
    .gate = &web_gate,
};
