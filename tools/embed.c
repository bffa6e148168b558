/* embed: writes files as a C table (base/embedded.h), for the build.
 * Usage: embed ROOT FILE... > embedded.c */
#include <stdio.h>
#include <string.h>

static int embed_bytes(const char *path, unsigned long number) {
    FILE *in = fopen(path, "rb");
    if (!in) {
        perror(path);
        return 0;
    }
    printf("static const char data_%lu[] = {", number);
    unsigned long n = 0;
    for (int c; (c = getc(in)) != EOF; n++)
        printf("%s%d,", n % 24 ? "" : "\n", (signed char)c);
    printf("0};\nenum { size_%lu = %lu };\n", number, n);
    int good = !ferror(in);
    fclose(in);
    return good;
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    size_t root = strlen(argv[1]) + 1;
    printf("#include \"base/embedded.h\"\n\n");
    for (int i = 2; i < argc; i++)
        if (!embed_bytes(argv[i], (unsigned long)i)) return 1;
    printf("\nconst embedded_file embedded[] = {\n");
    for (int i = 2; i < argc; i++)
        printf("    {\"%s\", data_%d, size_%d},\n", argv[i] + root, i, i);
    printf("    {0, 0, 0}};\nconst size_t embedded_n = %d;\n", argc - 2);
    return 0;
}
