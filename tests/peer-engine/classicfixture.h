#pragma once

#include "common/net/tcpstream.h"
#include "peer-gui/engine/transfer/classicdownload.h"
#include "tests/peer-engine/downloadparts.h"
#include "tests/peer-engine/plainpeer.h"
#include "tests/support/patience.h"

#include <QTemporaryDir>

namespace ft::test {

/// A download of one file from peers of the classic dialect.
struct ClassicFixture
{
    explicit ClassicFixture(QByteArray fileContent = "hello world")
        : content(std::move(fileContent))
    {}

    PlainPeer &addPeer(const PlainPeer::Habits &habits)
    {
        peers.push_back(std::make_unique<PlainPeer>(habits));
        return *peers.back();
    }
    [[nodiscard]] FileRecord file() const
    {
        const auto size = static_cast<std::uint64_t>(content.size());
        return {SharedPath::fromString(QStringLiteral("a b.txt")).value(),
                "txt",
                size,
                std::chrono::sys_days{std::chrono::year{2024} / 5 / 17},
                {},
                {}};
    }
    [[nodiscard]] std::vector<SourceRecord> records() const
    {
        std::vector<SourceRecord> all;
        for (const auto &peer : peers)
            all.push_back({file(), peer->endpoint(), {}});
        return all;
    }
    [[nodiscard]] QByteArray request(bool isSpaced) const
    {
        const auto size = QByteArray::number(content.size());
        const QByteArray before = isSpaced ? "DOWNLOAD: a b.txt, txt, " : "DOWNLOAD:a b.txt,txt,";
        return before + size;
    }

    void start()
    {
        auto context = parts.context([](const Endpoint &endpoint) {
            return net::TcpStream::dial({endpoint.address.toString(), endpoint.port});
        });
        context.classic = settings;
        download = std::make_unique<engine::ClassicDownload>(
            engine::Download::Order{
                engine::TransferId{1}, file(), folder.path(), records(), {}, parts.clock.now()},
            context);
        QObject::connect(download.get(), &engine::Transfer::over, download.get(), [this] {
            ++over;
        });
        QObject::connect(download.get(), &engine::Transfer::stopped, download.get(), [this] {
            ++stopped;
        });
        QObject::connect(download.get(),
                         &engine::Transfer::finished,
                         download.get(),
                         [this](const engine::SharedFile &shared) { finished.push_back(shared); });
        download->start();
    }
    [[nodiscard]] bool runUntil(const std::function<bool()> &predicate)
    {
        return waitUntil([&] {
            for (const auto &peer : peers)
                peer->step();
            return predicate();
        });
    }
    [[nodiscard]] engine::TransferState run()
    {
        start();
        return finish();
    }
    [[nodiscard]] engine::TransferState finish()
    {
        if (!runUntil([this] { return over > 0; }))
            return engine::TransferState::Searching;
        return now().state;
    }
    [[nodiscard]] engine::TransferSnapshot now() const { return download->snapshot(); }
    [[nodiscard]] engine::Problem problem() const { return now().problem.value(); }
    /// In the download folder, unfinished ones as well.
    [[nodiscard]] QStringList files() const { return filesBelow(folder.path()); }
    [[nodiscard]] QByteArray arrived() const
    {
        return contentOf(folder.filePath(QStringLiteral("a b.txt")));
    }

    QByteArray content;
    QTemporaryDir folder;
    DownloadParts parts;
    engine::ClassicSource::Settings settings{
        .connectDeadline = std::chrono::milliseconds{2'000},
        .halfCloseAfter = std::chrono::milliseconds{50},
        .answerDeadline = std::chrono::milliseconds{100},
        .stallDeadline = std::chrono::milliseconds{300},
        .lastByteDeadline = std::chrono::milliseconds{100},
        .surplusDeadline = std::chrono::milliseconds{50},
    };
    std::vector<std::unique_ptr<PlainPeer>> peers;
    std::unique_ptr<engine::ClassicDownload> download;
    std::vector<engine::SharedFile> finished;
    int over = 0;
    int stopped = 0;
};

} // namespace ft::test
