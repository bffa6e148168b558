/* Runs a fuzz target over the files of the folders and files named, without libFuzzer. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay_file(const char *path) {
    FILE *in = fopen(path, "rb");
    if (!in) return 0;
    struct stat st;
    size_t size = fstat(fileno(in), &st) == 0 ? (size_t)st.st_size : 0;
    uint8_t *data = malloc(size ? size : 1);
    if (data && fread(data, 1, size, in) == size) LLVMFuzzerTestOneInput(data, size);
    free(data);
    fclose(in);
    printf("[       OK ] %s\n", path);
    return 1;
}

static int replay_path(const char *path) {
    DIR *dir = opendir(path);
    if (!dir) return replay_file(path);
    int n = 0;
    for (struct dirent *e; (e = readdir(dir));) {
        if (e->d_name[0] == '.') continue;
        char inner[4096];
        snprintf(inner, sizeof inner, "%s/%s", path, e->d_name);
        n += replay_path(inner);
    }
    closedir(dir);
    return n;
}

int main(int argc, char **argv) {
    int n = 0;
    for (int i = 1; i < argc; i++) n += replay_path(argv[i]);
    printf("%d inputs replayed\n", n);
    return n > 0 ? 0 : 1;
}
