#pragma once

#include "common/base/overloaded.h"
#include "common/protocol/peercodec.h"
#include "tests/peer-engine/sharedfiles.h"
#include "tests/support/fakestream.h"

#include <QPointer>

#include <vector>

namespace ft::test {

/// A source at the other end of a FakeStream: answers what was asked whenever step() is called,
/// honestly but for one fault.
class ScriptedSource
{
public:
    enum class Fault {
        None,
        RefusesConnection,
        NeverOpens,
        Silent,
        ClosesInGreeting,
        StopsInGreeting,
        TalksInsteadOfGreeting, ///< something with every step()
        KeepsHashes, ///< says nothing about them
        Refuses, ///< with `refusal`
        WrongSize,
        OtherRange,
        MoreBytes,
        Garbage,
        WrongHashes,
        WrongPiece, ///< the last one
        WrongPieces, ///< every one
        ClosesInHeader,
        ClosesInPayload, ///< of the last piece
        ClosesAfterHashes,
        ClosesAfterTheLastByte,
        StopsBeforeTheLastPiece,
        StopsInPayload, ///< of the last piece
        OtherPiece, ///< in place of the last one
        Trickles, ///< a byte of a piece with every step()
        TricklesInHeader, ///< of a piece
        Talks, ///< with every step(), but sends no piece
    };

    ScriptedSource(QByteArray content, Fault fault)
        : m_content(std::move(content))
        , m_identity(identityOf(m_content))
        , m_fault(fault)
    {}

    protocol::RefusalCode refusal = protocol::RefusalCode::Busy;

    std::unique_ptr<net::ByteStream> dial()
    {
        auto stream = std::make_unique<FakeStream>();
        m_stream = stream.get();
        m_isOpen = false;
        m_isTalking = false;
        m_trickle.clear();
        ++m_dials;
        return stream;
    }

    [[nodiscard]] bool isDialed() const { return m_dials > 0; }
    [[nodiscard]] int dials() const { return m_dials; }
    /// Every request for a piece, repeated ones too.
    [[nodiscard]] const std::vector<quint64> &piecesAsked() const { return m_piecesAsked; }
    /// From now on it does everything right.
    void repent() { m_fault = Fault::None; }
    /// Sends this content, under the root and the hashes of its own.
    void pretend(const QByteArray &content) { m_content = content; }
    [[nodiscard]] int hashesAsked() const { return m_hashesAsked; }

    void step()
    {
        if (!m_stream || m_stream->isAborted() || m_fault == Fault::NeverOpens)
            return;
        if (!std::exchange(m_isOpen, true)) {
            if (m_fault == Fault::RefusesConnection)
                return m_stream->close(
                    {net::StreamError::Code::Refused, QStringLiteral("refused")});
            m_stream->open();
        }
        if (!m_trickle.isEmpty()) {
            m_stream->arrive(m_trickle.first(1));
            m_trickle.remove(0, 1);
        }
        if (m_isTalking)
            say("PONG\n");
        for (const QString &line : m_stream ? m_stream->takeLines() : QStringList{}) {
            const auto request = protocol::decodePeerRequest(line.toUtf8());
            if (m_stream && !m_stream->isAborted() && m_fault != Fault::Silent)
                std::visit([this](const auto &message) { answer(message); }, request.value());
        }
    }

private:
    void say(const QByteArray &bytes)
    {
        if (!m_trickle.isEmpty())
            m_trickle += bytes;
        else if (m_stream)
            m_stream->arrive(bytes);
    }
    void close() const
    {
        if (m_stream)
            m_stream->close();
    }
    template <typename Reply>
    void reply(const Reply &message)
    {
        say(protocol::encode(protocol::PeerReply{message}));
    }

    void answer(const protocol::Hello &)
    {
        m_isTalking = m_fault == Fault::TalksInsteadOfGreeting;
        if (m_isTalking)
            return;
        const bool isCut = m_fault == Fault::ClosesInGreeting || m_fault == Fault::StopsInGreeting;
        say(isCut ? "HI FT/2 se" : "HI FT/2 seen=127.0.0.1\n");
        if (m_fault == Fault::ClosesInGreeting)
            close();
    }
    void answer(const protocol::Ping &) { say("PONG\n"); }
    /// What no download asks.
    template <typename Other>
    static void answer(const Other &)
    {}
    void answer(const protocol::Bye &) const {}

    void answer(const protocol::PiecesRequest &asked)
    {
        const auto count = static_cast<std::uint32_t>(m_identity.pieceLayer.size());
        reply(protocol::PiecesHeader{asked.root, m_identity.size, m_identity.pieceSize, count});
        QByteArray bits(qsizetype(count + 7) / 8, '\0');
        for (std::uint32_t i = 0; i < count; ++i)
            bits[qsizetype(i / 8)] = static_cast<char>(bits[qsizetype(i / 8)] | 0x80 >> i % 8);
        say(bits);
    }

    void answer(const protocol::HashesRequest &asked)
    {
        ++m_hashesAsked;
        if (m_fault == Fault::Refuses)
            return reply(protocol::Refused{refusal, "no", {}});
        if (m_fault == Fault::KeepsHashes)
            return;
        QByteArray bytes;
        for (auto i = asked.range.offset; i < asked.range.offset + asked.range.length; ++i)
            bytes += QByteArray::fromHex(m_identity.pieceLayer[i].hex());
        if (m_fault == Fault::WrongHashes)
            bytes[0] = static_cast<char>(bytes[0] ^ 1);
        reply(protocol::HashesHeader{asked.root, asked.piece, asked.range});
        say(bytes);
        if (m_fault == Fault::ClosesAfterHashes)
            close();
    }

    void answer(const protocol::DownloadRequest &asked)
    {
        const auto range = asked.range.value();
        m_piecesAsked.push_back(range.offset / m_identity.pieceSize);
        const auto size = static_cast<std::uint64_t>(m_content.size());
        if (range.offset + range.length > size)
            return reply(protocol::Refused{protocol::RefusalCode::BadRange, "too long", {}});
        const bool isLast = range.offset + range.length == size;
        if (answersWithoutPiece(isLast))
            return;
        protocol::FileHeader header{size, range, m_identity.root};
        auto bytes = m_content.sliced(qsizetype(range.offset), qsizetype(range.length));
        spoil(header, bytes, isLast);
        reply(header);
        if (m_fault == Fault::Trickles)
            m_trickle += bytes;
        else
            say(bytes);
        const bool closes = m_fault == Fault::ClosesInPayload
                            || m_fault == Fault::ClosesAfterTheLastByte;
        if (closes && isLast)
            close();
    }

    bool answersWithoutPiece(bool isLast)
    {
        switch (m_fault) {
        case Fault::Refuses:
            reply(protocol::Refused{refusal, "no", {}});
            return true;
        case Fault::Garbage:
            say("gibberish\n");
            return true;
        case Fault::ClosesInHeader:
            say("FILE: si");
            close();
            return true;
        case Fault::TricklesInHeader:
            m_trickle = "FILE: key=" + QByteArray(60'000, 'x');
            return true;
        case Fault::Talks:
            m_isTalking = true;
            return true;
        default:
            return m_fault == Fault::StopsBeforeTheLastPiece && isLast;
        }
    }

    void spoil(protocol::FileHeader &header, QByteArray &bytes, bool isLast) const
    {
        const bool isInEveryPiece = m_fault == Fault::WrongSize || m_fault == Fault::OtherRange
                                    || m_fault == Fault::MoreBytes || m_fault == Fault::WrongPieces;
        if (!isLast && !isInEveryPiece)
            return;
        switch (m_fault) {
        case Fault::WrongSize:
            header.size += 1;
            break;
        case Fault::OtherRange:
            header.range = protocol::ByteRange{0, header.size + 1};
            break;
        case Fault::MoreBytes:
            bytes += "more\n";
            break;
        case Fault::WrongPiece:
        case Fault::WrongPieces:
            bytes.back() = static_cast<char>(bytes.back() ^ 1);
            break;
        case Fault::OtherPiece:
            bytes = m_content.first(bytes.size());
            break;
        case Fault::StopsInPayload:
        case Fault::ClosesInPayload:
            bytes.truncate(bytes.size() / 2);
            break;
        default:
            break;
        }
    }

    QByteArray m_content;
    hash::ContentIdentity m_identity;
    Fault m_fault;
    QPointer<FakeStream> m_stream;
    bool m_isOpen = false;
    bool m_isTalking = false;
    QByteArray m_trickle; ///< to be sent byte by byte, everything after it too
    int m_dials = 0;
    std::vector<quint64> m_piecesAsked;
    int m_hashesAsked = 0;
};

} // namespace ft::test
