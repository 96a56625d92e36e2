/* SPDX-License-Identifier: AGPL-3.0-or-later
** programme_file_parts: what writing and reading share. */
#ifndef WEB_PROGRAMME_PROGRAMME_FILE_PARTS_H
#define WEB_PROGRAMME_PROGRAMME_FILE_PARTS_H

#define PROGRAMME_BOX "programme" /* purpose of the box */

#endif
