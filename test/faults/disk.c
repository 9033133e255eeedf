/*
 * A disk that fails on demand: preloaded into a server, it makes writes and
 * syncs of the files below DATA_DIR fail or take long, and notes every sync.
 * A small file that is mapped by this process and read and written by the
 * test steers it; disk.ts knows its layout.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#define SYNCS 65536

struct sync_entry {
  uint64_t start_ns;
  uint64_t end_ns;
  char file[16];
};

struct control {
  /* 0, or the errno of every write. */
  volatile int32_t fail_with;
  volatile int32_t sync_delay_ms;
  volatile uint64_t refused;
  volatile uint64_t syncs;
  struct sync_entry log[SYNCS];
};

static struct control *control;
static char folder[4096];
static size_t folder_length;

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("GOODWORD_DISK_CONTROL");
  const char *dir = getenv("DATA_DIR");
  if (!path || !dir || !realpath(dir, folder)) return;
  folder_length = strlen(folder);
  int fd = open(path, O_RDWR | O_CLOEXEC);
  if (fd < 0) return;
  void *map = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  if (map != MAP_FAILED) control = map;
}

/* The file's name when it is one of ours. */
static const char *ours(int fd, char *path, size_t size) {
  char link[32] = "/proc/self/fd/";
  char digits[12];
  int length = 0;
  if (!control || fd < 0) return NULL;
  do digits[length++] = '0' + fd % 10; while ((fd /= 10) > 0);
  for (int n = 0; n < length; n++) link[14 + n] = digits[length - 1 - n];
  link[14 + length] = 0;
  int before = errno;
  ssize_t got = readlink(link, path, size - 1);
  errno = before;
  if (got <= (ssize_t)folder_length) return NULL;
  path[got] = 0;
  if (strncmp(path, folder, folder_length) != 0 || path[folder_length] != '/') return NULL;
  return path + folder_length + 1;
}

static int refused(int fd) {
  char path[4096];
  if (!control || !control->fail_with || !ours(fd, path, sizeof path)) return 0;
  __sync_fetch_and_add(&control->refused, 1);
  errno = control->fail_with;
  return 1;
}

static uint64_t now_ns(void) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  return (uint64_t)at.tv_sec * 1000000000ull + (uint64_t)at.tv_nsec;
}

#define REAL(type, name, ...)                                   \
  static type (*real)(__VA_ARGS__);                             \
  if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

ssize_t write(int fd, const void *bytes, size_t count) {
  REAL(ssize_t, "write", int, const void *, size_t);
  return refused(fd) ? -1 : real(fd, bytes, count);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
  REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
  return refused(fd) ? -1 : real(fd, bytes, count, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
  REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
  return refused(fd) ? -1 : real(fd, bytes, count, at);
}

int ftruncate(int fd, off_t length) {
  REAL(int, "ftruncate", int, off_t);
  return refused(fd) ? -1 : real(fd, length);
}

int ftruncate64(int fd, off64_t length) {
  REAL(int, "ftruncate64", int, off64_t);
  return refused(fd) ? -1 : real(fd, length);
}

static int synced(int fd, int (*real)(int)) {
  char path[4096];
  const char *name = ours(fd, path, sizeof path);
  if (!name) return real(fd);
  uint64_t start_ns = now_ns();
  if (refused(fd)) return -1;
  int32_t ms = control->sync_delay_ms;
  if (ms > 0) {
    struct timespec delay = {ms / 1000, (ms % 1000) * 1000000L};
    nanosleep(&delay, NULL);
  }
  int result = real(fd);
  uint64_t n = __sync_fetch_and_add(&control->syncs, 1);
  struct sync_entry *entry = &control->log[n % SYNCS];
  strncpy(entry->file, name, sizeof entry->file - 1);
  entry->start_ns = start_ns;
  __sync_synchronize();
  entry->end_ns = now_ns();
  return result;
}

int fsync(int fd) {
  REAL(int, "fsync", int);
  return synced(fd, real);
}

int fdatasync(int fd) {
  REAL(int, "fdatasync", int);
  return synced(fd, real);
}
