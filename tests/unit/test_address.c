/* SPDX-License-Identifier: AGPL-3.0-or-later
** address: what belongs to whom, at both ends of each range. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <sys/un.h>

#include "jobs/address.h"

static enum address_place place(const char *text)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
    if (inet_pton(AF_INET, text, &v4.sin_addr) == 1) {
        return address_place((const struct sockaddr *)&v4, sizeof v4);
    }
    assert_int_equal(inet_pton(AF_INET6, text, &v6.sin6_addr), 1);
    return address_place((const struct sockaddr *)&v6, sizeof v6);
}

static void expect(const char *const *texts, enum address_place where)
{
    for (; *texts != NULL; texts++) {
        if (place(*texts) != where) {
            fail_msg("%s is %d, not %d", *texts, (int)place(*texts), (int)where);
        }
    }
}

static void the_open_internet_is_what_is_left(void **state)
{
    (void)state;
    static const char *const open[] = {
        "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
        "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.167.255.255",
        "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "8.8.8.8", "2001:200::1",
        "2a00:1450:4001::68", "3ffe::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1", NULL,
    };
    expect(open, ADDRESS_OPEN);
}

static void this_machine_and_networks_of_ones_own_are_known(void **state)
{
    (void)state;
    static const char *const here[] = {"127.0.0.1", "127.255.255.255", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1",
                                       "2002:7f00:1::", NULL};
    static const char *const private[] = {"10.0.0.0", "10.255.255.255", "172.16.0.0", "172.31.255.255", "192.168.0.1",
                                          "192.168.255.255", "fc00::1", "fdff::1", "::ffff:10.1.2.3", NULL};
    expect(here, ADDRESS_LOOPBACK);
    expect(private, ADDRESS_PRIVATE);
}

static void nobody_is_asked_at_other_addresses(void **state)
{
    (void)state;
    static const char *const nowhere[] = {
        "0.0.0.0", "0.255.255.255", "100.64.0.0", "100.127.255.255", "169.254.169.254", "192.0.0.1", "192.0.2.1",
        "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1",
        "255.255.255.255", "::", "::2", "fe80::1", "febf::1", "ff02::1", "2001:db8::1", "2001::1", "2001:1ff::1",
        "3fff::1", "4000::1", "100::1", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::", "fec0::1",
        "::7f00:1", NULL,
    };
    expect(nowhere, ADDRESS_NOWHERE);
    struct sockaddr_un local = {.sun_family = AF_UNIX, .sun_path = "/run/x"};
    assert_int_equal(address_place((const struct sockaddr *)&local, sizeof local), ADDRESS_NOWHERE);
    struct sockaddr_in cut = {.sin_family = AF_INET, .sin_addr = {htonl(0x08080808)}};
    assert_int_equal(address_place((const struct sockaddr *)&cut, sizeof cut - 1), ADDRESS_NOWHERE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_open_internet_is_what_is_left),
        cmocka_unit_test(this_machine_and_networks_of_ones_own_are_known),
        cmocka_unit_test(nobody_is_asked_at_other_addresses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
