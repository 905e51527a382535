/* Runs a program and prints what that took: wall clock and processor time in nanoseconds, the largest resident set in
   KiB, and the exit status. What the program writes to standard output is thrown away.

   It is small, for a process counts the memory of the one that started it as its own. */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static long long nanoseconds(struct timeval time) { return time.tv_sec * 1000000000LL + time.tv_usec * 1000LL; }

int main(int count, char **words) {
  if (count < 2) return 64;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  struct timespec start, end;
  pid_t child;
  clock_gettime(CLOCK_MONOTONIC, &start);
  if (posix_spawn(&child, words[1], &actions, NULL, words + 1, environ) != 0) {
    perror(words[1]);
    return 126;
  }
  int status;
  struct rusage usage;
  if (wait4(child, &status, 0, &usage) < 0) return 71;
  clock_gettime(CLOCK_MONOTONIC, &end);
#ifdef __APPLE__
  long memory = usage.ru_maxrss / 1024;
#else
  long memory = usage.ru_maxrss;
#endif
  printf("%lld %lld %ld %d\n", (end.tv_sec - start.tv_sec) * 1000000000LL + (end.tv_nsec - start.tv_nsec),
         nanoseconds(usage.ru_utime) + nanoseconds(usage.ru_stime), memory,
         WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
  return 0;
}
