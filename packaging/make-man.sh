#!/bin/sh
# make-man.sh PROGRAM: the manual page of section 1, made of what the program says of itself.
set -eu
program=$1

# What the program says stands as it is; only what roff would take for its own is marked.
plain() { sed -e 's/\\/\\e/g' -e "s/^\([.']\)/\\\\\&\1/" -e 's/-/\\-/g'; }

printf '.TH SMALLGIANTS 1 "" "%s"\n' "$("$program" --version)"
cat <<'END'
.SH NAME
smallgiants \- network platform for small cities
.SH SYNOPSIS
.B smallgiants
.I VERB
.RI [ ARGUMENT ].\|.\|.
.RI [ \-\-OPTION ].\|.\|.
.SH DESCRIPTION
.nf
END
"$program" --help | plain
printf '.fi\n.SH VERBS\n'
for verb in $("$program" --help | sed -n 's/^  \([a-z]*\) .*/\1/p'); do
    printf '.SS %s\n.nf\n' "$verb"
    "$program" "$verb" --help | sed 's/^exit status:.*//' | plain
    printf '.fi\n'
done
cat <<'END'
.SH ENVIRONMENT
.TP
.B SMALLGIANTS_DB
The database, where \-\-db is not given. The service uses sqlite:/var/lib/smallgiants/smallgiants.db
.TP
.B SMALLGIANTS_KEY
The key file, where \-\-key is not given. The service uses /var/lib/smallgiants/smallgiants.key
.SH FILES
.TP
.I /var/lib/smallgiants
The database of the service.
.TP
.I /var/lib/smallgiants\-backups
What the nightly smallgiants\-backup.timer keeps.
.TP
.I /usr/share/doc/smallgiants/docs/operate.md
How to run it, and what to do when something is wrong.
.SH SEE ALSO
.BR systemctl (1),
.BR systemd.socket (5)
END
