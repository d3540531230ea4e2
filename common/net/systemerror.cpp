#include "common/net/systemerror.h"

#include <cerrno>
#include <system_error>

namespace ft::net {

namespace {

StreamError::Code codeOf(int error)
{
    switch (error) {
    case ECONNREFUSED:
        return StreamError::Code::Refused;
    case EHOSTUNREACH:
    case ENETUNREACH:
    case EHOSTDOWN:
    case ENETDOWN:
    case ETIMEDOUT:
        return StreamError::Code::Unreachable;
    case EMFILE:
    case ENFILE:
    case ENOBUFS:
    case ENOMEM:
    case EACCES:
    case EPERM:
    case EADDRNOTAVAIL:
    case EAFNOSUPPORT:
        return StreamError::Code::Local;
    default:
        return StreamError::Code::Reset;
    }
}

} // namespace

StreamError streamErrorOf(int error)
{
    // Not strerror, which other threads may call at the same time.
    return {codeOf(error), QString::fromStdString(std::generic_category().message(error))};
}

} // namespace ft::net
