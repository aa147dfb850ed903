"""Runs a command and measures it from outside: wall time, CPU time and peak memory of all its processes.

    meter.py RESULT.json COMMAND [ARGUMENT ...]

CPU time is what the kernel charged to every descendant that has ended, to the microsecond: this process is their
subreaper, so one that forks twice, changes its session or outlives its parent comes back here and is counted when it
is waited for. What still runs when the command has ended gets a grace and is then killed; it is counted too, and named
in `leftovers`. Memory is the sum of proportional set sizes, sampled. Linux only.
"""

import ctypes
import json
import os
import resource
import signal
import sys
import threading
import time

PR_SET_CHILD_SUBREAPER = 36
SAMPLE_SECONDS = 0.5
GRACE_SECONDS = 5.0


def parents():
    table = {}
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open(f"/proc/{name}/stat", encoding="utf8", errors="replace") as file:
                text = file.read()
        except OSError:
            continue
        # The name may hold spaces and brackets; the numbers follow its last bracket.
        fields = text[text.rindex(")") + 2 :].split()
        if fields[0] != "Z":
            table[int(name)] = int(fields[1])
    return table


def descendants(root):
    table = parents()
    found, edge = set(), {root}
    while edge:
        edge = {pid for pid, parent in table.items() if parent in edge and pid not in found}
        found |= edge
    return found


def memory_bytes(pid):
    try:
        with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
            for line in file:
                if line.startswith("Pss:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def command_of(pid):
    try:
        with open(f"/proc/{pid}/cmdline", encoding="utf8", errors="replace") as file:
            return file.read().replace("\0", " ").strip()[:200]
    except OSError:
        return ""


class Sampler(threading.Thread):
    """Peak memory, and how many processes there were at once."""

    def __init__(self):
        super().__init__(daemon=True)
        self.ended = threading.Event()
        self.peak_bytes = 0
        self.peak_processes = 0

    def run(self):
        while True:
            pids = descendants(os.getpid())
            self.peak_bytes = max(self.peak_bytes, sum(map(memory_bytes, pids)))
            self.peak_processes = max(self.peak_processes, len(pids))
            if self.ended.wait(SAMPLE_SECONDS):
                return


def kill_all(number):
    for pid in descendants(os.getpid()):
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            pass


def reap_until_none(deadline):
    """Waits for adopted processes. Returns the commands of those that had to be killed."""
    killed = []
    while True:
        try:
            pid, _status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return killed
        if pid == 0:
            if time.monotonic() > deadline:
                killed += [command_of(process) for process in descendants(os.getpid())]
                kill_all(signal.SIGKILL)
                deadline = time.monotonic() + GRACE_SECONDS
            time.sleep(0.01)


def wait_for(child):
    while True:
        pid, status = os.waitpid(-1, 0)
        if pid == child:
            return os.waitstatus_to_exitcode(status)


def main(result_path, command):
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "This kernel has no child subreapers.")

    def stop(number, _frame):
        kill_all(signal.SIGKILL)
        sys.exit(128 + number)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    sampler = Sampler()
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        try:
            os.execvp(command[0], command)
        except OSError as error:
            os.write(2, f"{command[0]}: {error.strerror}\n".encode())
            os._exit(127)
    sampler.start()
    exit_code = wait_for(child)
    wall_seconds = time.monotonic() - started
    leftovers = reap_until_none(time.monotonic() + GRACE_SECONDS)
    sampler.ended.set()
    sampler.join()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = resource.getrusage(resource.RUSAGE_SELF)
    with open(result_path, "w", encoding="utf8") as file:
        json.dump(
            {
                "exitCode": exit_code,
                "wallSeconds": wall_seconds,
                "cpuSeconds": used.ru_utime + used.ru_stime,
                "peakMemoryBytes": sampler.peak_bytes,
                "peakProcesses": sampler.peak_processes,
                "meterCpuSeconds": own.ru_utime + own.ru_stime,
                "leftovers": leftovers,
            },
            file,
        )
    sys.exit(exit_code if exit_code >= 0 else 128 - exit_code)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
