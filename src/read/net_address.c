#include "read/net_address.h"

#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static bool is_public4(uint32_t ip) {
    static const struct {
        uint32_t net;
        unsigned bits;
    } special[] = {
        {0x00000000, 8},  /* this network */
        {0x0A000000, 8},  /* private */
        {0x64400000, 10}, /* shared by carriers */
        {0x7F000000, 8},  /* loopback */
        {0xA9FE0000, 16}, /* link-local */
        {0xAC100000, 12}, /* private */
        {0xC0000000, 24}, /* protocol assignments */
        {0xC0000200, 24}, /* documentation */
        {0xC0A80000, 16}, /* private */
        {0xC6120000, 15}, /* benchmarks */
        {0xC6336400, 24}, /* documentation */
        {0xCB007100, 24}, /* documentation */
        {0xE0000000, 4},  /* multicast */
        {0xF0000000, 4},  /* reserved, broadcast */
    };
    for (size_t i = 0; i < sizeof special / sizeof *special; i++)
        if ((ip ^ special[i].net) >> (32 - special[i].bits) == 0) return false;
    return true;
}

/* Of IPv6 only 2000::/3 is given out; in it, documentation and the ways through to IPv4
 * are not for everybody. */
static bool is_public6(const uint8_t ip[16]) {
    static const uint8_t translated[12] = {0x00, 0x64, 0xff, 0x9b};
    if (memcmp(ip, translated, sizeof translated) == 0) /* NAT64: by what stands behind */
        return is_public4((uint32_t)ip[12] << 24 | (uint32_t)ip[13] << 16 |
                          (uint32_t)ip[14] << 8 | ip[15]);
    if (ip[0] >> 5 != 1) return false;
    uint32_t first =
        (uint32_t)ip[0] << 24 | (uint32_t)ip[1] << 16 | (uint32_t)ip[2] << 8 | ip[3];
    bool special = first >> 9 == 0x20010000U >> 9 || first == 0x20010DB8U ||
                   first >> 16 == 0x2002 || first >> 12 == 0x3FFF0000U >> 12;
    return !special;
}

bool net_address_is_public(const struct sockaddr *address, socklen_t n) {
    if (address->sa_family == AF_INET && n >= sizeof(struct sockaddr_in)) {
        struct sockaddr_in v4;
        memcpy(&v4, address, sizeof v4);
        return is_public4(ntohl(v4.sin_addr.s_addr));
    }
    if (address->sa_family == AF_INET6 && n >= sizeof(struct sockaddr_in6)) {
        struct sockaddr_in6 v6;
        memcpy(&v6, address, sizeof v6);
        return is_public6(v6.sin6_addr.s6_addr);
    }
    return false;
}
