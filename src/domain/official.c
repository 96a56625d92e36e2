/* SPDX-License-Identifier: AGPL-3.0-or-later
** official: domains that are a city's own. */
#include "domain/official.h"

#include "base/check.h"
#include "domain/idna.h"

#define LABEL_MAX 63u /* RFC 1035, 2.3.4 */

/* Where anybody gets an address: large ones of Europe and the world. Each stands in the list `email-providers` 2.26.0
** of npm as well, looked at on 22 November 2026. */
static const char *const PROVIDERS[] = {
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "outlook.de", "outlook.fr",
    "outlook.it", "hotmail.co.uk", "hotmail.fr", "hotmail.it", "hotmail.de", "hotmail.es", "live.co.uk", "live.fr",
    "live.it", "live.nl", "yahoo.com", "yahoo.co.uk", "yahoo.de", "yahoo.fr", "yahoo.it", "yahoo.es", "yahoo.ro",
    "ymail.com", "rocketmail.com", "icloud.com", "me.com", "mac.com", "aol.com", "gmx.de", "gmx.net", "gmx.at",
    "gmx.com", "web.de", "t-online.de", "freenet.de", "arcor.de", "mailbox.org", "proton.me", "protonmail.com",
    "protonmail.ch", "pm.me", "orange.fr", "wanadoo.fr", "laposte.net", "free.fr", "sfr.fr", "neuf.fr", "libero.it",
    "virgilio.it", "alice.it", "tin.it", "tiscali.it", "inwind.it", "iol.it", "wp.pl", "o2.pl", "onet.pl",
    "interia.pl", "poczta.fm", "gazeta.pl", "seznam.cz", "centrum.cz", "email.cz", "centrum.sk", "freemail.hu",
    "abv.bg", "mail.ru", "yandex.ru", "yandex.com", "bk.ru", "inbox.ru", "list.ru", "ukr.net", "i.ua", "mail.ee",
    "inbox.lv", "btinternet.com", "sky.com", "talktalk.net", "virginmedia.com", "ntlworld.com", "blueyonder.co.uk",
    "eircom.net", "telenet.be", "skynet.be", "kpnmail.nl", "planet.nl", "hetnet.nl", "home.nl", "bluewin.ch",
    "spray.se", "luukku.com", "sapo.pt", "mail.com", "zoho.com", "hushmail.com", "hey.com", "terra.es",
};

/* What stands before a country's two letters where names are handed out below it: co.uk, gov.pl, gouv.fr, gv.at. */
static const char *const ENDS[] = {"ac", "co", "com", "edu", "gob", "gouv", "gov", "gv", "k12", "net", "nhs", "nom",
                                   "or", "org", "police", "sch"};

static bool is_one_of(const char *const *list, size_t n, struct str text)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(str_of(list[i]), text)) {
            return true;
        }
    }
    return false;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_label(struct str label)
{
    for (size_t i = 0; i < label.n; i++) {
        char c = label.s[i];
        if (!(c >= 'a' && c <= 'z') && !is_digit(c) && c != '-') {
            return false;
        }
    }
    return label.n > 0 && label.n <= LABEL_MAX && label.s[0] != '-' && label.s[label.n - 1] != '-';
}

/* The last label of a name has a letter: else it is an address of numbers. */
static bool is_end(struct str label)
{
    for (size_t i = 0; i < label.n; i++) {
        if (!is_digit(label.s[i])) {
            return label.n > 1;
        }
    }
    return false;
}

static bool is_ascii(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if ((unsigned char)text.s[i] > 0x7e) {
            return false;
        }
    }
    return true;
}

struct str official_domain(struct arena *arena, struct str typed)
{
    struct str text = str_trim(typed);
    text = text.n > 0 && text.s[0] == '@' ? str_from(text, 1) : text;
    text = text.n > 0 && text.s[text.n - 1] == '.' ? str_sub(text, 0, text.n - 1) : text;
    (void)idna_ascii(arena, text, &text);
    return text;
}

enum official_wrong official_judge(struct arena *arena, struct str domain)
{
    struct str first = S("");
    struct str last = S("");
    size_t labels = 0;
    if (!is_ascii(domain)) {
        return OFFICIAL_NOT_ASCII;
    }
    for (struct str rest = domain; rest.s != NULL; labels++) {
        last = str_cut(rest, '.', &rest);
        first = labels == 0 ? last : first;
        if (!is_label(last)) {
            return OFFICIAL_NO_DOMAIN;
        }
    }
    if (labels < 2 || !is_end(last) || domain.n > OFFICIAL_DOMAIN_MAX) {
        return OFFICIAL_NO_DOMAIN;
    }
    enum idna_wrong letters = idna_ascii(arena, domain, &domain);
    if (letters != IDNA_FINE) {
        return letters == IDNA_MIXED ? OFFICIAL_MIXED : OFFICIAL_NO_DOMAIN;
    }
    if (is_one_of(PROVIDERS, COUNT_OF(PROVIDERS), domain)) {
        return OFFICIAL_PROVIDER;
    }
    return labels == 2 && last.n == 2 && is_one_of(ENDS, COUNT_OF(ENDS), first) ? OFFICIAL_SHARED : OFFICIAL_FINE;
}

bool official_is_of(struct arena *arena, struct str mail, struct str domain)
{
    struct str has;
    struct str local = str_cut(idna_mail(arena, mail), '@', &has);
    if (local.n == 0 || has.s == NULL || str_contains(has, S("@")) || domain.n == 0 || has.n < domain.n) {
        return false;
    }
    if (!is_ascii(has)) { /* no name that mail can go to */
        return false;
    }
    size_t before = has.n - domain.n;
    return str_eq_nocase(str_from(has, before), domain) && (before == 0 || (before > 1 && has.s[before - 1] == '.'));
}

struct str official_website(struct arena *arena, struct str website)
{
    struct str rest;
    struct str host = website;
    struct str scheme = str_cut(website, ':', &rest);
    if (rest.s != NULL && (str_eq(scheme, S("http")) || str_eq(scheme, S("https")))) {
        host = str_starts(rest, S("//")) ? str_from(rest, 2) : rest;
    }
    host = str_cut(host, '/', &rest);
    host = str_cut(host, ':', &rest);
    struct str domain = official_domain(arena, host);
    domain = str_starts(domain, S("www.")) ? str_from(domain, 4) : domain;
    return official_judge(arena, domain) == OFFICIAL_FINE ? domain : S("");
}
