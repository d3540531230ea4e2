#pragma once

#include "peer-gui/engine/transfer/download.h"
#include "tests/peer-engine/downloadparts.h"
#include "tests/peer-engine/scriptedsource.h"
#include "tests/support/patience.h"

#include <QDir>
#include <QTemporaryDir>

namespace ft::test {

/// A download of one content from scripted sources.
struct DownloadFixture
{
    explicit DownloadFixture(
        QByteArray fileContent,
        const std::vector<ScriptedSource::Fault> &faults = {ScriptedSource::Fault::None})
        : content(std::move(fileContent))
    {
        for (const ScriptedSource::Fault fault : faults)
            sources.push_back(std::make_unique<ScriptedSource>(content, fault));
    }

    [[nodiscard]] std::vector<SourceRecord> records() const
    {
        std::vector<SourceRecord> all;
        for (std::size_t i = 0; i < sources.size(); ++i) {
            all.push_back(
                {recordFor(QStringLiteral("docs/a.bin"), content),
                 {QHostAddress{QHostAddress::LocalHost}, static_cast<std::uint16_t>(i + 1)},
                 {}});
        }
        return all;
    }

    void start(const std::vector<SourceRecord> &from, const engine::KnownPieces &earlier = {})
    {
        const auto context = parts.context(
            [this](const Endpoint &endpoint) { return sources[endpoint.port - 1U]->dial(); });
        download = std::make_unique<engine::Download>(engine::Download::Order{engine::TransferId{1},
                                                                              from.front().file,
                                                                              folder(),
                                                                              from,
                                                                              earlier,
                                                                              parts.clock.now()},
                                                      context);
        QObject::connect(download.get(), &engine::Download::over, download.get(), [this] {
            ++over;
        });
        QObject::connect(download.get(), &engine::Download::stopped, download.get(), [this] {
            ++stopped;
        });
        QObject::connect(download.get(),
                         &engine::Download::piecesKnown,
                         download.get(),
                         [this](const engine::KnownPieces &pieces) { known = pieces; });
        QObject::connect(download.get(), &engine::Download::sourcesWanted, download.get(), [this] {
            ++wanted;
        });
        download->start();
    }
    void start() { start(records()); }

    [[nodiscard]] bool runUntil(const std::function<bool()> &predicate)
    {
        return waitUntil([&] {
            for (const auto &source : sources)
                source->step();
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
        return state();
    }
    [[nodiscard]] engine::TransferState state() const { return download->snapshot().state; }
    [[nodiscard]] engine::ProblemCode problem() const
    {
        return download->snapshot().problem.value().code;
    }

    /// The finished files in the folder.
    [[nodiscard]] QStringList files() const
    {
        QStringList all = filesBelow(folder());
        all.removeIf([](const QString &file) { return file.endsWith(QStringLiteral(".part")); });
        return all;
    }
    [[nodiscard]] QStringList unfinished() const
    {
        return filesBelow(folder()).filter(QStringLiteral(".part"));
    }
    [[nodiscard]] std::size_t piecesAsked() const
    {
        std::size_t count = 0;
        for (const auto &source : sources)
            count += source->piecesAsked().size();
        return count;
    }
    [[nodiscard]] engine::TransferSource source(std::size_t index) const
    {
        return download->snapshot().sources.at(index);
    }
    [[nodiscard]] QString folder() const { return QDir{parent.path()}.absoluteFilePath(name); }
    [[nodiscard]] QString path(const QString &file) const { return folder() + u'/' + file; }

    QByteArray content;
    QTemporaryDir parent;
    QString name = QStringLiteral("down"); ///< of the folder
    DownloadParts parts;
    std::vector<std::unique_ptr<ScriptedSource>> sources;
    std::unique_ptr<engine::Download> download;
    engine::KnownPieces known;
    int over = 0;
    int stopped = 0;
    int wanted = 0;
};

} // namespace ft::test
