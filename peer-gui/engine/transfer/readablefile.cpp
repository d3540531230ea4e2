#include "peer-gui/engine/transfer/readablefile.h"

#include <cerrno>
#include <unistd.h>

namespace ft::engine {

qint64 ReadableShare::readAt(std::uint64_t offset, char *to, qint64 most) const
{
    for (;;) {
        const auto got = ::pread(m_file.descriptor(),
                                 to,
                                 static_cast<std::size_t>(most),
                                 static_cast<off_t>(offset));
        if (got >= 0 || errno != EINTR)
            return got;
    }
}

} // namespace ft::engine
