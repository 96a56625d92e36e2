#!/usr/bin/env python3
# behind_unit.py UNIT PROGRAM ARGUMENT...: the program behind those walls of a systemd unit that are filters of system
# calls, made as systemd makes them, where no systemd runs. Ends with 77 where they cannot be made.
import ctypes, os, re, subprocess, sys

SKIPPED = 77
ALLOW, EPERM, ENOSYS, EAFNOSUPPORT = 0x7FFF0000, 1, 38, 97
NO_CALL, NE, EQUAL, MASKED = -1, 1, 4, 7
NAMESPACES = 0x7E020080  # every CLONE_NEW... of a namespace
PROT_WRITE, PROT_EXEC, SHM_EXEC = 2, 4, 0o100000
PR_SET_NO_NEW_PRIVS = 38
FAMILIES = {'AF_UNIX': 1, 'AF_INET': 2, 'AF_INET6': 10}


class Compare(ctypes.Structure):
    _fields_ = [('argument', ctypes.c_uint), ('how', ctypes.c_int), ('a', ctypes.c_uint64), ('b', ctypes.c_uint64)]


def skip(why):
    print(why, file=sys.stderr)
    sys.exit(SKIPPED)


def said(unit, name):
    return re.findall(rf'^{name}=(.*)$', unit, re.M)


def calls_of(name):
    if not name.startswith('@'):
        return {name}
    lines = subprocess.run(['systemd-analyze', 'syscall-filter', name], capture_output=True, text=True, check=True)
    inner = [line.strip() for line in lines.stdout.splitlines()[1:]]
    return set().union(*(calls_of(each) for each in inner if each and not each.startswith('#')))


def allowed(unit):
    calls = calls_of('@default')
    for line in said(unit, 'SystemCallFilter'):
        these = set().union(*(calls_of(name) for name in line.lstrip('~').split()))
        calls = calls - these if line.startswith('~') else calls | these
    return calls


try:
    library = ctypes.CDLL('libseccomp.so.2')
    library.seccomp_init.restype = ctypes.c_void_p
    with open(sys.argv[1], encoding='utf8') as file:
        unit = file.read()
    calls = allowed(unit)
except OSError as error:
    skip(f'without libseccomp or systemd-analyze the walls of the unit cannot be made: {error}')


def refuse(error):
    return 0x00050000 | error


def load(default, rules):
    made = ctypes.c_void_p(library.seccomp_init(default))
    for action, name, *compares in rules:
        number = library.seccomp_syscall_resolve_name(name.encode())
        rows = (Compare * max(len(compares), 1))(*(Compare(*each) for each in compares))
        if number != NO_CALL:  # known to systemd, not to this machine
            library.seccomp_rule_add_array(made, ctypes.c_uint32(action), number, len(compares), rows)
    if library.seccomp_load(made) != 0:
        skip('the kernel takes no filter')


def both(argument, bits):
    return (argument, MASKED, bits, bits)


one_bit = [1 << at for at in range(32) if NAMESPACES & 1 << at]
walls = []
if said(unit, 'RestrictNamespaces') == ['yes']:
    walls += [(refuse(EPERM), name, both(0, bit)) for name in ('unshare', 'clone') for bit in one_bit]
    walls += [(refuse(EPERM), 'setns'), (refuse(ENOSYS), 'clone3')]
if said(unit, 'MemoryDenyWriteExecute') == ['yes']:
    walls += [(refuse(EPERM), 'mmap', both(2, PROT_WRITE | PROT_EXEC)), (refuse(EPERM), 'mprotect', both(2, PROT_EXEC)),
              (refuse(EPERM), 'pkey_mprotect', both(2, PROT_EXEC)), (refuse(EPERM), 'shmat', both(2, SHM_EXEC))]
if said(unit, 'LockPersonality') == ['yes']:
    walls += [(refuse(EPERM), 'personality', (0, NE, 0, 0))]
for line in said(unit, 'RestrictAddressFamilies'):
    families = [FAMILIES[name] for name in line.split()]
    walls += [(refuse(EAFNOSUPPORT), 'socket', (0, EQUAL, family, 0)) for family in range(46) if family not in families]
ctypes.CDLL(None).prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
load(ALLOW, walls)
load(refuse(EPERM), [(ALLOW, name) for name in sorted(calls | {'execve'})])
os.execv(sys.argv[2], sys.argv[2:])
