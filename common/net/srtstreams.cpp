#include "common/net/srtlistener.h"
#include "common/net/srtstream.h"

namespace ft::net {

namespace {

class SrtStreams final : public UdpStreams
{
public:
    std::unique_ptr<ByteStream> dial(const Endpoint &to, const QByteArray &token) override
    {
        return SrtStream::dial(poller(), to, token);
    }

    Result<Endpoint, StreamError> listen(const Endpoint &at, Admit admit, Accept accept) override
    {
        auto listener = std::make_unique<SrtListener>(poller(),
                                                      std::move(admit),
                                                      std::move(accept));
        auto opened = listener->open(at);
        if (opened)
            m_listener = std::move(listener);
        return opened;
    }

    void stopListening() override { m_listener.reset(); }

private:
    const std::shared_ptr<SrtPoller> &poller()
    {
        if (!m_poller)
            m_poller = std::make_shared<SrtPoller>();
        return m_poller;
    }

    std::shared_ptr<SrtPoller> m_poller;
    std::unique_ptr<SrtListener> m_listener;
};

} // namespace

std::unique_ptr<UdpStreams> makeUdpStreams()
{
    return std::make_unique<SrtStreams>();
}

} // namespace ft::net
