// activator PROGRAM ARGUMENTS... : starts a program as a service manager does that listens for it,
// on a free port of 127.0.0.1, which is printed first.

#include <arpa/inet.h>
#include <cstdio>
#include <cstdlib>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

namespace {

constexpr int FirstGiven = 3;

int listenOnFreePort()
{
    const int listening = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *raw = reinterpret_cast<sockaddr *>(&address);
    if (::bind(listening, raw, size) != 0 || ::listen(listening, SOMAXCONN) != 0
        || ::getsockname(listening, raw, &size) != 0)
        return -1;
    std::printf("activated on %d\n", ntohs(address.sin_port));
    std::fflush(stdout);
    return listening;
}

} // namespace

int main(int argc, char *argv[])
{
    const int listening = listenOnFreePort();
    if (argc < 2 || listening < 0)
        return EXIT_FAILURE;
    if (listening != FirstGiven) {
        ::dup2(listening, FirstGiven);
        ::close(listening);
    }
    ::setenv("LISTEN_PID", std::to_string(::getpid()).c_str(), 1);
    ::setenv("LISTEN_FDS", "1", 1);
    ::execv(argv[1], argv + 1);
    std::perror(argv[1]);
    return EXIT_FAILURE;
}
