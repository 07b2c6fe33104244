/* Preloaded by tests: the n-th write or sync into the office's folder fails, as on a full or a broken disk. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static long at = -1, seen = 0;
static int with = 0, ever = 0;
static char folder[4096] = "";

/* From now on call number `n` fails with `error`, and where `always` all behind it too; -1 never. */
void fail_at(const char *where, long n, int error, int always) {
    strncpy(folder, where, sizeof folder - 1);
    at = n; with = error; ever = always; seen = 0;
}

long calls(void) { return seen; }

static int fails(int file) {
    char link[64], name[4096];
    ssize_t length;
    if (!folder[0]) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    length = readlink(link, name, sizeof name - 1);
    if (length < 0) return 0;
    name[length] = 0;
    if (strncmp(name, folder, strlen(folder)) || strstr(name, "-shm")) return 0;
    seen++;
    if (at < 0 || seen < at || (seen > at && !ever)) return 0;
    errno = with;
    return 1;
}

#define REAL(name) ((__typeof__(&name)) dlsym(RTLD_NEXT, #name))
ssize_t write(int f, const void *b, size_t n) { return fails(f) ? -1 : REAL(write)(f, b, n); }
ssize_t pwrite(int f, const void *b, size_t n, off_t o) { return fails(f) ? -1 : REAL(pwrite)(f, b, n, o); }
ssize_t pwrite64(int f, const void *b, size_t n, off64_t o) { return fails(f) ? -1 : REAL(pwrite64)(f, b, n, o); }
int fsync(int f) { return fails(f) ? -1 : REAL(fsync)(f); }
int fdatasync(int f) { return fails(f) ? -1 : REAL(fdatasync)(f); }
int ftruncate(int f, off_t n) { return fails(f) ? -1 : REAL(ftruncate)(f, n); }
int ftruncate64(int f, off64_t n) { return fails(f) ? -1 : REAL(ftruncate64)(f, n); }
