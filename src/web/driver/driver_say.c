/* SPDX-License-Identifier: AGPL-3.0-or-later
** driver: who drives, in words. */
#include "text/words.h"
#include "web/driver/driver_web.h"
#include "web/say.h"

static bool is_shown(const struct drivers *drivers, enum driver_part part)
{
    return drivers->posts[part].stands && drivers->rows[part].shown.known && drivers->rows[part].shown.v == 1;
}

static struct str say_who_drives(struct out *out, const struct drivers *drivers)
{
    const struct q_driver_now *driver = &drivers->rows[PART_DRIVER];
    struct slot slots[] = {slot("name", driver->name), slot("deputy", drivers->rows[PART_DEPUTY].name),
                           slot("date", (struct date){(int32_t)(driver->named_at / 86400)})};
    bool named = is_shown(drivers, PART_DRIVER);
    bool deputy_named = is_shown(drivers, PART_DEPUTY);
    switch (drivers->drives) {
    case DRIVING_DRIVER:
        return named ? words_text(out, W_NOTE("{name} drives this network, since {date}."), slots, 3)
                     : W(out, "A coordinator drives this network, whose name is not shown.");
    case DRIVING_DEPUTY:
        return deputy_named ? words_text(out, W_NOTE("{deputy}, the deputy, drives this network just now."), slots, 3)
                            : W(out, "A deputy drives this network just now, whose name is not shown.");
    case DRIVING_NOBODY:
        break;
    }
    return W(out, "Nobody is named just now who drives this network.");
}

struct driver_public driver_public_of(struct request *request, struct out *out, const struct drivers *drivers)
{
    struct driver_public public = {.says = say_who_drives(out, drivers), .mail = request->site->operator_mail};
    if (is_shown(drivers, PART_DEPUTY) && drivers->drives == DRIVING_DRIVER) {
        public.deputy = SAY(out, "Deputy: {name}.", slot("name", drivers->rows[PART_DEPUTY].name));
    }
    if (public.mail.n > 0) {
        public.mail_url = url_mail(request->arena, public.mail, request->site->name, S(""));
    }
    return public;
}

struct str driver_part_say(struct out *out, enum driver_part part)
{
    return part == PART_DRIVER ? W(out, "driver") : W(out, "deputy");
}

struct str driver_gap_say(struct out *out, enum driver_gap gap)
{
    switch (gap) {
    case GAP_NOBODY: return W(out, "Nobody drives this network just now.");
    case GAP_NO_DRIVER: return W(out, "This network has no driver: the deputy drives.");
    case GAP_NO_DEPUTY: return W(out, "The driver of this network has no deputy.");
    case GAP_NONE: break;
    }
    return S("");
}
