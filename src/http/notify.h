/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** notify: tells the service manager how we are (sd_notify's protocol: a datagram to $NOTIFY_SOCKET).
** Does nothing when nobody asked. A message that cannot be delivered is lost: the manager's concern, not ours.
*/
#ifndef HTTP_NOTIFY_H
#define HTTP_NOTIFY_H

/* "READY=1", "STOPPING=1", "STATUS=..." */
void notify_manager(const char *state);

#endif
