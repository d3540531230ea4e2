#pragma once

#include "common/protocol/peercodec.h"
#include "tests/peer-engine/sharedfiles.h"
#include "tests/support/fakestream.h"

#include <QPointer>

#include <map>
#include <set>

namespace ft::test {

/// A peer at the other end of FakeStreams that lists and gives small files whenever step() is
/// called, honestly but for the faults set.
class ScriptedFolder
{
public:
    std::map<SharedPath, QByteArray> files;
    std::size_t pageSize = 1'000;
    bool isAway = false; ///< refuses connections
    bool isSilent = false; ///< answers nothing
    bool isListingBroken = false; ///< closes instead of listing
    bool listsBackwards = false;
    bool leavesOutRoots = false;
    std::set<SharedPath> refused;
    std::set<SharedPath> spoiled; ///< given with a wrong byte
    std::map<SharedPath, int> breaks; ///< so many times the connection closes instead

    int dials = 0;
    int pages = 0; ///< asked for
    QStringList asked; ///< paths of files

    void add(const QString &path, const QByteArray &content)
    {
        files.emplace(test::pathOf(path), content);
    }

    std::unique_ptr<net::ByteStream> dial()
    {
        ++dials;
        auto stream = std::make_unique<FakeStream>();
        m_stream = stream.get();
        m_isOpen = false;
        return stream;
    }

    [[nodiscard]] bool isConnected() const { return m_stream && m_isOpen; }

    void close()
    {
        if (m_stream)
            m_stream->close();
    }

    void step()
    {
        if (!m_stream || m_stream->isAborted())
            return;
        if (!std::exchange(m_isOpen, true)) {
            if (isAway)
                return m_stream->close(
                    {net::StreamError::Code::Refused, QStringLiteral("refused")});
            m_stream->open();
        }
        if (isSilent)
            return;
        for (const QString &line : m_stream ? m_stream->takeLines() : QStringList{}) {
            const auto request = protocol::decodePeerRequest(line.toUtf8());
            if (m_stream && !m_stream->isAborted())
                std::visit([this](const auto &message) { answer(message); }, request.value());
        }
    }

private:
    template <typename Other>
    void answer(const Other &) const
    {
        if constexpr (std::is_same_v<Other, protocol::Hello>)
            say("HI FT/2 seen=127.0.0.1\n");
    }

    void answer(const protocol::ListRequest &request)
    {
        ++pages;
        if (isListingBroken)
            return m_stream->close();
        protocol::Files page;
        for (const auto &[path, content] : files) {
            if (request.path && path != request.path
                && !path.utf8().startsWith(QByteArray{request.path->utf8() + '/'}))
                continue;
            if (request.after && !(*request.after < path))
                continue;
            page.isMore = page.records.size() == pageSize;
            if (page.isMore)
                break;
            page.records.push_back({recordFor(path.toString(), content), m_here, {}});
            if (leavesOutRoots)
                page.records.back().file.root.reset();
        }
        if (listsBackwards)
            std::reverse(page.records.begin(), page.records.end());
        say(protocol::encode(protocol::PeerReply{page}));
    }

    void answer(const protocol::DownloadRequest &request)
    {
        asked << request.path.toString();
        if (breaks[request.path]-- > 0)
            return m_stream->close();
        if (refused.contains(request.path))
            return say("REFUSED: unreadable, cannot be read\n");
        auto content = files.at(request.path);
        if (spoiled.contains(request.path))
            content[0] = static_cast<char>(content[0] ^ 1);
        const auto size = static_cast<std::uint64_t>(content.size());
        say(protocol::encode(protocol::PeerReply{protocol::FileHeader{size, {}, request.root}})
            + content);
    }

    void say(const QByteArray &bytes) const
    {
        if (m_stream)
            m_stream->arrive(bytes);
    }

    Endpoint m_here{QHostAddress{QStringLiteral("10.0.0.9")}, 7};
    QPointer<FakeStream> m_stream;
    bool m_isOpen = false;
};

} // namespace ft::test
