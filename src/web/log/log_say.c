/* SPDX-License-Identifier: AGPL-3.0-or-later
** log: entries in words. Kinds and fields are those of docs/internals/trust-log.md; what has no words here is shown as
** it stands. */
#include "base/check.h"
#include "base/fields.h"
#include "web/jobs/jobs_web.h"
#include "web/log/log_web.h"
#include "web/say.h"

const struct log_kind log_kinds[] = {
    {"person-added", W_NOTE("An account was made")},
    {"person-erased", W_NOTE("An account was erased")},
    {"person-blocked", W_NOTE("An account was blocked")},
    {"person-unblocked", W_NOTE("An account was opened again")},
    {"role-given", W_NOTE("A role was given")},
    {"role-ended", W_NOTE("A role was ended")},
    {"city-joined", W_NOTE("A city became a member city")},
    {"city-paused", W_NOTE("A member city was paused")},
    {"city-back", W_NOTE("A member city came back from its pause")},
    {"city-left", W_NOTE("A member city left, or was ended")},
    {"city-lead-asked", W_NOTE("A member city was asked to lead")},
    {"city-leads", W_NOTE("A member city agreed to lead")},
    {"city-lead-no", W_NOTE("A member city that was asked does not lead")},
    {"city-lead-ended", W_NOTE("A lead city leads no more")},
    {"city-chair", W_NOTE("A lead city took the chair")},
    {"city-chair-ended", W_NOTE("A lead city is in the chair no more")},
    {"driver-named", W_NOTE("Somebody was named to drive this network, or as the deputy")},
    {"driver-ended", W_NOTE("Somebody drives this network no more, or is the deputy no more")},
    {"driver-shown", W_NOTE("Who drives this network, or the deputy, agreed to be shown by name")},
    {"driver-hidden", W_NOTE("Who drives this network, or the deputy, is not shown by name")},
    {"driver-away", W_NOTE("Who drives this network, or the deputy, is away")},
    {"driver-back", W_NOTE("Who drives this network, or the deputy, is back")},
    {"commitment-signed", W_NOTE("The commitment of a member city was signed")},
    {"demonstration-made", W_NOTE("A demonstration network was made")},
    {"everybody-signed-out", W_NOTE("Everybody was signed out everywhere")},
    {"sessions-ended", W_NOTE("Somebody was signed out everywhere")},
    {"invited", W_NOTE("Somebody was invited to act for a city")},
    {"invited-vouched", W_NOTE("Somebody was invited to act for a city, at an address that is not the city's own")},
    {"invited-again", W_NOTE("An invitation was sent again")},
    {"invitation-withdrawn", W_NOTE("An invitation was withdrawn")},
    {"invitation-taken", W_NOTE("An invitation was taken up")},
    {"claim-proved", W_NOTE("Somebody with an address of the city's own asked to act for it, and does")},
    {"claim-vouched", W_NOTE("Somebody who asked to act for a city was vouched for")},
    {"claim-refused", W_NOTE("Somebody who asked to act for a city was told no")},
    {"application-accepted", W_NOTE("A city that asked to join was told yes")},
    {"application-refused", W_NOTE("A city that asked to join was told no")},
    {"city-invited", W_NOTE("A city that was suggested was invited")},
    {"suggestion-refused", W_NOTE("A city that was suggested is not invited")},
    {"suggestion-reopened", W_NOTE("What was decided of a suggested city was taken back")},
    {"announcement-made", W_NOTE("Something was announced")},
    {"announcement-corrected", W_NOTE("An announcement was corrected")},
    {"announcement-taken-back", W_NOTE("An announcement was taken back")},
    {"funding-rule-asked", W_NOTE("A second person was asked to read a rule of funding")},
    {"funding-rule-agreed", W_NOTE("A second person said yes to a rule of funding")},
    {"funding-rule-refused", W_NOTE("A second person said no to a rule of funding")},
    {"funding-rule-dropped", W_NOTE("A question about a rule of funding was taken back")},
    {"event-published", W_NOTE("An event was opened to be seen")},
    {"event-changed", W_NOTE("An event was changed")},
    {"event-cancelled", W_NOTE("An event was cancelled")},
    {"address-ending-added", W_NOTE("An address ending became a city's own")},
    {"address-ending-removed", W_NOTE("An address ending is a city's own no more")},
    {"password-link-made", W_NOTE("A link to set a password was made")},
    {"password-set", W_NOTE("A password was set with a link")},
    {"password-changed", W_NOTE("A password was changed")},
    {"second-step-on", W_NOTE("A second step was turned on")},
    {"second-step-off", W_NOTE("A second step was turned off")},
    {"account-linked", W_NOTE("The account of an organisation was added to sign in with")},
    {"account-unlinked", W_NOTE("The account of an organisation was given up")},
    {"provider-added", W_NOTE("Signing in with the accounts of an organisation was set up")},
    {"provider-removed", W_NOTE("Signing in with the accounts of an organisation was ended")},
    {"recovery-codes-made", W_NOTE("New recovery codes were made")},
    {"address-changed", W_NOTE("Somebody's mail address was changed")},
    {"address-taken-back", W_NOTE("A changed mail address was taken back")},
    {"address-reached", W_NOTE("An address may be written to again")},
    {"consent-given", W_NOTE("Somebody agreed to something")},
    {"consent-withdrawn", W_NOTE("Somebody agrees to something no more")},
    {"setting-saved", W_NOTE("A setting was changed")},
    {"setting-removed", W_NOTE("A setting was taken back")},
    {"import-begun", W_NOTE("An import was begun")},
    {"correction-given", W_NOTE("A correction was given")},
    {"correction-withdrawn", W_NOTE("A correction was withdrawn")},
    {"remark-answered", W_NOTE("A remark was answered")},
    {"remark-closed", W_NOTE("A remark was closed")},
    {"remark-removed", W_NOTE("A remark was removed")},
    {"profile-published", W_NOTE("What a city says of itself was published, by a second person of the city")},
    {"profile-refused", W_NOTE("A second person of a city said no to publishing what it says of itself")},
    {"profile-withdrawn", W_NOTE("What a city published of itself was taken down")},
    {"programme-published",
     W_NOTE("What a city tells of a leadership programme was published, by a second person of the city")},
    {"programme-refused",
     W_NOTE("A second person of a city said no to publishing what it tells of a leadership programme")},
    {"programme-withdrawn", W_NOTE("What a city told of a leadership programme was taken down")},
};
const size_t log_kinds_n = COUNT_OF(log_kinds);

static const struct { const char *name; const char *says; } FIELDS[] = {
    {"role", W_NOTE("Role")}, {"member", W_NOTE("Number of the member city")}, {"name", W_NOTE("Setting")},
    {"value", W_NOTE("Value")}, {"organisation", W_NOTE("Organisation")}, {"body", W_NOTE("Whose body it is")},
    {"city", W_NOTE("City")}, {"remark", W_NOTE("Number of the remark")}, {"job", W_NOTE("Number of the work")},
    {"what", W_NOTE("What")}, {"person", W_NOTE("Number of the account")}, {"by", W_NOTE("By whom")},
    {"domain", W_NOTE("Address ending")}, {"words", W_NOTE("Version of the words")},
    {"provider", W_NOTE("Short name of the organisation")}, {"issuer", W_NOTE("Where it signs people in")},
    {"size", W_NOTE("Size")}, {"why", W_NOTE("Why")}, {"authority", W_NOTE("On what authority")},
    {"until", W_NOTE("Until")}, {"title", W_NOTE("Its name")}, {"says", W_NOTE("What it says")},
    {"link", W_NOTE("Link")},
    {"part", W_NOTE("Part")}, {"rule", W_NOTE("Rule of funding")}, {"version", W_NOTE("Version")},
};

static const struct { const char *value; const char *says; } VALUES[] = {
    {"colleague", W_NOTE("colleague")}, {"main_contact", W_NOTE("main contact")},
    {"coordinator", W_NOTE("coordinator")}, {"administrator", W_NOTE("administrator")},
    {"the person", W_NOTE("by themselves")}, {"weekly-mail", W_NOTE("the weekly mail")},
    {"fits", W_NOTE("fits the size")}, {"small", W_NOTE("smaller than usual")}, {"large", W_NOTE("larger than usual")},
    {"unknown", W_NOTE("size not known")}, {"driver", W_NOTE("driver")}, {"deputy", W_NOTE("deputy")},
    {"change", W_NOTE("written anew or changed")}, {"checked", W_NOTE("looked at again at its source")},
    {"back", W_NOTE("an earlier version put back")}, {"withdraw", W_NOTE("taken away")},
    {"decision", W_NOTE("a decision")}, {"officer", W_NOTE("at officer level")},
};

static const struct { const char *why; const char *says; } WHYS[] = {
    {"on request", W_NOTE("on request")},
    {"on request, before a backup was brought back", W_NOTE("on request, before a backup was brought back")},
    {"not used any more", W_NOTE("because it was not used any more")},
};

static struct str say_what_kind(struct out *out, struct str what)
{
    struct str kind = trust_log_kind(out->arena, what);
    for (size_t i = 0; i < log_kinds_n; i++) {
        if (str_eq(kind, str_of(log_kinds[i].kind))) {
            return words_text(out, log_kinds[i].says, NULL, 0);
        }
    }
    return kind;
}

struct str log_say_someone(struct out *out, struct str part)
{
    struct log_someone someone = trust_log_someone(out->arena, part);
    struct slot name = slot("name", str_scrub(out->arena, someone.name));
    switch (someone.is) {
    case LOG_PERSON: return str_scrub(out->arena, someone.name);
    case LOG_CONSOLE: return words_text(out, W_NOTE("{name}, at the command line of the machine"), &name, 1);
    case LOG_ITSELF: return W(out, "the program, by its clock");
    default: return S("");
    }
}

struct str log_say_who(struct out *out, const struct q_log_find *row)
{
    bool by_themselves = fields_get(out->arena, row->what, "by").n > 0; /* the program signs for them */
    return by_themselves ? S("") : log_say_someone(out, row->who);
}

static struct str say_why(struct out *out, struct str why)
{
    for (size_t i = 0; i < COUNT_OF(WHYS); i++) {
        if (str_eq(why, str_of(WHYS[i].why))) {
            return words_text(out, WHYS[i].says, NULL, 0);
        }
    }
    return str_scrub(out->arena, why);
}

struct str log_say_erased(struct out *out, const struct q_log_find *row)
{
    if (!row->erased_at.known) {
        return S("");
    }
    struct slot slots[] = {slot("n", row->number), slot("why", say_why(out, row->erased_why)),
                           slot("date", (struct date){(int32_t)(row->erased_at.v / 86400)})};
    return row->what.s == NULL
               ? words_text(out, W_NOTE("Entry {n} was erased on {date}, {why}"), slots, COUNT_OF(slots))
               : words_text(out, W_NOTE("Who it was is erased: on {date}, {why}"), slots, COUNT_OF(slots));
}

bool log_say_value(struct out *out, struct str what, size_t i, struct str *ret_name, struct str *ret_value)
{
    struct str none;
    struct str rest;
    struct str line = str_cut(what, '\n', &rest); /* the kind */
    for (size_t n = 0; n <= i; n++) {
        line = str_cut(rest, '\n', &rest);
        line = str_eq(line, S("member=0")) ? str_cut(rest, '\n', &rest) : line; /* a role for the network: of no city */
    }
    struct str name = str_cut(line, '=', &none);
    if (name.n == 0) {
        return false;
    }
    struct str value = str_scrub(out->arena, fields_get(out->arena, line, str_c(out->arena, name)));
    for (size_t k = 0; k < COUNT_OF(FIELDS); k++) {
        name = str_eq(name, str_of(FIELDS[k].name)) ? words_text(out, FIELDS[k].says, NULL, 0) : name;
    }
    for (size_t k = 0; k < COUNT_OF(VALUES); k++) {
        value = str_eq(value, str_of(VALUES[k].value)) ? words_text(out, VALUES[k].says, NULL, 0) : value;
    }
    *ret_name = name;
    *ret_value = value;
    return true;
}

static struct str say_about(struct out *out, const struct q_log_find *row)
{
    struct str name, value;
    struct str about = log_say_someone(out, row->whom);
    for (size_t i = 0; i < 3 && log_say_value(out, row->what, i, &name, &value); i++) {
        about = str_format(out->arena, "%.*s%s%.*s: %.*s", STR_ARG(about), about.n > 0 ? "; " : "", STR_ARG(name),
                           STR_ARG(str_clip_letters(value, 80)));
    }
    return about;
}

struct log_row log_say(struct out *out, const struct q_log_find *row)
{
    struct str number = str_format(out->arena, "%lld", (long long)row->number);
    struct str who = log_say_who(out, row);
    struct str erased = log_say_erased(out, row);
    bool gone = row->what.s == NULL;
    return (struct log_row){
        .url = url_path_of(out->arena, "/log/{}", number),
        .number = number,
        .title = gone ? (erased.n > 0 ? erased : W(out, "Not to be read")) : say_what_kind(out, row->what),
        .when = say_instant(out, row->at),
        .by = who.n > 0 ? SAY(out, "by {name}", slot("name", who)) : S(""),
        .about = gone ? S("") : say_about(out, row),
        .erased = gone ? S("") : erased,
    };
}
