/*
 * Times CHOLMOD on symmetric matrices in Matrix Market form (`npm run bench -- --dump DIR` writes such): every ordering
 * with the simplicial and the supernodal factorisation, on one thread. Prints one line of JSON per matrix and mode, with
 * median seconds of `rounds` numeric factorisations and of as many solves after one analysis.
 *
 *   cc -O3 -o cholmod-time cholmod-time.c $(pkg-config --cflags suitesparse 2>/dev/null || echo -I/usr/include/suitesparse) -lcholmod
 *   OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 ./cholmod-time 5 conduction-standard.mtx elasticity-standard.mtx
 */
#include <cholmod.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define LARGEST_ROUNDS 101

static const struct {
  const char *name;
  int method;
} ORDERINGS[] = {{"AMD", CHOLMOD_AMD}, {"METIS", CHOLMOD_METIS}, {"NESDIS", CHOLMOD_NESDIS}};

static const struct {
  const char *name;
  int supernodal;
} MODES[] = {{"simplicial", CHOLMOD_SIMPLICIAL}, {"supernodal", CHOLMOD_SUPERNODAL}};

/* Processor time of this thread, s: what other programs do on the machine counts least in it. */
static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int ascending(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void sort(double *times, int count) { qsort(times, (size_t)count, sizeof(double), ascending); }

static cholmod_dense *make_right_side(long size, cholmod_common *common) {
  cholmod_dense *b = cholmod_l_zeros((size_t)size, 1, CHOLMOD_REAL, common);
  for (long i = 0; i < size; i++) ((double *)b->x)[i] = sin((double)i);
  return b;
}

/* |b - A x| / |b| */
static double find_residual(cholmod_sparse *matrix, cholmod_dense *x, cholmod_dense *b, cholmod_common *common) {
  double minus[2] = {-1, 0}, one[2] = {1, 0};
  cholmod_dense *rest = cholmod_l_copy_dense(b, common);
  cholmod_l_sdmult(matrix, 0, minus, one, x, rest, common);
  const double residual = cholmod_l_norm_dense(rest, 2, common) / cholmod_l_norm_dense(b, 2, common);
  cholmod_l_free_dense(&rest, common);
  return residual;
}

static void time_mode(const char *path, cholmod_sparse *matrix, int ordering, int mode, int rounds, cholmod_common *common) {
  double factors[LARGEST_ROUNDS], solves[LARGEST_ROUNDS];
  common->nmethods = 1;
  common->method[0].ordering = ORDERINGS[ordering].method;
  common->postorder = 1;
  common->final_ll = 1;
  common->supernodal = MODES[mode].supernodal;
  double start = now();
  cholmod_factor *factor = cholmod_l_analyze(matrix, common);
  const double analyse = now() - start;
  cholmod_dense *b = make_right_side((long)matrix->nrow, common);
  double residual = NAN;
  /* One round more, first, that does not count. */
  for (int k = -1; k < rounds; k++) {
    start = now();
    cholmod_l_factorize(matrix, factor, common);
    const double middle = now();
    cholmod_dense *x = cholmod_l_solve(CHOLMOD_A, factor, b, common);
    const double end = now();
    if (k >= 0) {
      factors[k] = middle - start;
      solves[k] = end - middle;
    }
    residual = find_residual(matrix, x, b, common);
    cholmod_l_free_dense(&x, common);
  }
  sort(factors, rounds);
  sort(solves, rounds);
  printf(
      "{\"matrix\": \"%s\", \"ordering\": \"%s\", \"mode\": \"%s\", \"analyse\": %.6g, \"factor\": %.6g, "
      "\"least\": %.6g, \"most\": %.6g, \"solve\": %.6g, \"entries\": %.0f, \"flops\": %.6g, \"residual\": %.1e}\n",
      path, ORDERINGS[ordering].name, MODES[mode].name, analyse, factors[rounds / 2], factors[0],
      factors[rounds - 1], solves[rounds / 2], common->lnz, common->fl, residual);
  fflush(stdout);
  cholmod_l_free_dense(&b, common);
  cholmod_l_free_factor(&factor, common);
}

int main(int argc, char **argv) {
  const int rounds = argc > 2 ? atoi(argv[1]) : 0;
  if (rounds < 1 || rounds > LARGEST_ROUNDS) {
    fprintf(stderr, "usage: cholmod-time ROUNDS MATRIX...; 1 to %d rounds\n", LARGEST_ROUNDS);
    return 2;
  }
  cholmod_common common;
  cholmod_l_start(&common);
  for (int k = 2; k < argc; k++) {
    FILE *file = fopen(argv[k], "r");
    cholmod_sparse *matrix = file ? cholmod_l_read_sparse(file, &common) : NULL;
    if (file) fclose(file);
    if (matrix == NULL || matrix->stype == 0) {
      fprintf(stderr, "%s: expected a symmetric matrix in Matrix Market form\n", argv[k]);
      return 1;
    }
    for (int ordering = 0; ordering < 3; ordering++)
      for (int mode = 0; mode < 2; mode++) time_mode(argv[k], matrix, ordering, mode, rounds, &common);
    cholmod_l_free_sparse(&matrix, &common);
  }
  cholmod_l_finish(&common);
  return 0;
}
