/// bare-transfer FROM TO: what a transfer over loopback costs when nothing is verified.
///
/// One process sends the file with sendfile(2), the other receives and writes it. Prints
/// {"bytes":N,"seconds":S,"rate":BYTES_PER_SECOND}.

#include <arpa/inet.h>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <memory>
#include <netinet/in.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

constexpr std::size_t ReadSize = 262'144;

[[noreturn]] void die(const char *what)
{
    std::perror(what);
    std::exit(1);
}

int checked(int result, const char *what)
{
    if (result < 0)
        die(what);
    return result;
}

struct Listener
{
    int descriptor;
    sockaddr_in address;
};

/// The system calls take every kind of address through one base type.
sockaddr *generic(sockaddr_in &address)
{
    return reinterpret_cast<sockaddr *>(&address);
}

Listener listenOnLoopback()
{
    Listener listener{checked(::socket(AF_INET, SOCK_STREAM, 0), "socket"), {}};
    listener.address.sin_family = AF_INET;
    listener.address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof listener.address;
    checked(::bind(listener.descriptor, generic(listener.address), length), "bind");
    checked(::listen(listener.descriptor, 1), "listen");
    checked(::getsockname(listener.descriptor, generic(listener.address), &length), "getsockname");
    return listener;
}

/// Waits for the request, one byte, and answers with the file.
[[noreturn]] void serve(const Listener &listener, const char *path, off_t size)
{
    const int file = checked(::open(path, O_RDONLY), path);
    const int connection = checked(::accept(listener.descriptor, nullptr, nullptr), "accept");
    char request = 0;
    if (::recv(connection, &request, 1, 0) != 1)
        die("recv");
    off_t offset = 0;
    while (offset < size) {
        if (::sendfile(connection, file, &offset, static_cast<std::size_t>(size - offset)) <= 0)
            die("sendfile");
    }
    std::_Exit(0);
}

void writeAll(int file, const char *bytes, std::size_t count)
{
    while (count > 0) {
        const auto written = ::write(file, bytes, count);
        if (written <= 0)
            die("write");
        bytes += written;
        count -= static_cast<std::size_t>(written);
    }
}

/// Returns the number of bytes received.
off_t fetch(Listener &listener, const char *path)
{
    const int file = checked(::open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644), path);
    const int connection = checked(::socket(AF_INET, SOCK_STREAM, 0), "socket");
    checked(::connect(connection, generic(listener.address), sizeof listener.address), "connect");
    if (::send(connection, "?", 1, 0) != 1)
        die("send");
    const auto bytes = std::make_unique<std::array<char, ReadSize>>();
    off_t received = 0;
    while (true) {
        const auto count = ::recv(connection, bytes->data(), bytes->size(), 0);
        if (count < 0)
            die("recv");
        if (count == 0)
            break;
        writeAll(file, bytes->data(), static_cast<std::size_t>(count));
        received += count;
    }
    ::close(connection);
    ::close(file);
    return received;
}

} // namespace

int main(int argc, char *argv[])
{
    if (argc != 3) {
        std::fputs("Usage: bare-transfer FROM TO\n", stderr);
        return 2;
    }
    struct stat status = {};
    checked(::stat(argv[1], &status), argv[1]);
    auto listener = listenOnLoopback();
    if (checked(::fork(), "fork") == 0)
        serve(listener, argv[1], status.st_size);

    const auto begin = std::chrono::steady_clock::now();
    const off_t received = fetch(listener, argv[2]);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    int ended = 0;
    ::wait(&ended);
    if (ended != 0 || received != status.st_size)
        return 1;
    std::printf("{\"bytes\":%lld,\"seconds\":%.6f,\"rate\":%.0f}\n",
                static_cast<long long>(received),
                took.count(),
                static_cast<double>(received) / took.count());
    return 0;
}
