// In place of srtstreams.cpp when libsrt is not to be used.
#include "common/net/udpstreams.h"

namespace ft::net {

std::unique_ptr<UdpStreams> makeUdpStreams()
{
    return nullptr;
}

} // namespace ft::net
