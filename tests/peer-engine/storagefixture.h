#pragma once

#include "peer-gui/engine/transfer/downloadstorage.h"
#include "tests/peer-engine/sharedfiles.h"

#include <QTemporaryDir>
#include <QTest>

namespace ft::test {

/// A download of a made-up content into an empty folder, and its storage.
class StorageFixture
{
public:
    static constexpr qsizetype PieceSize = 1024 * 1024;

    /// Three and a half pieces.
    StorageFixture()
        : StorageFixture(randomBytes(3 * PieceSize + PieceSize / 2, 1))
    {}
    explicit StorageFixture(QByteArray bytes)
        : content(std::move(bytes))
        , identity(identityOf(content))
        , record(recordFor(QStringLiteral("docs/a.bin"), content))
    {}

    [[nodiscard]] QString folder() const { return m_folder.path() + QStringLiteral("/downloads"); }
    [[nodiscard]] engine::DownloadTarget target() const
    {
        return {folder(), QStringLiteral("a.bin"), *record.root};
    }
    [[nodiscard]] QString partPath() const { return target().partPath(); }
    [[nodiscard]] QByteArray piece(std::uint32_t index) const
    {
        return content.mid(index * PieceSize, PieceSize);
    }
    [[nodiscard]] std::vector<NodeHash> layer() const { return identity.pieceLayer; }

    /// A storage that goes on with what is recorded.
    std::unique_ptr<engine::DownloadStorage> make(engine::KnownPieces known = {})
    {
        return std::make_unique<engine::DownloadStorage>(record,
                                                         target(),
                                                         std::move(known),
                                                         background);
    }

    /// What a function that takes a callback gives it.
    template <typename Value, typename Call>
    static Value wait(Call call)
    {
        std::optional<Value> value;
        call([&value](Value given) { value = std::move(given); });
        if (!QTest::qWaitFor([&] { return value.has_value(); }, 20'000))
            qFatal("no answer");
        return *std::move(value);
    }
    using Opened = Result<engine::DownloadStorage::Opened, engine::Problem>;
    using Known = Result<engine::KnownPieces, engine::Problem>;
    using Committed = Result<engine::CommittedFile, engine::Problem>;
    using Written = engine::DownloadStorage::Written;

    static Opened open(engine::DownloadStorage &storage)
    {
        return wait<Opened>([&](auto done) { storage.open(done); });
    }
    static bool setLayer(engine::DownloadStorage &storage, std::vector<NodeHash> layer)
    {
        return wait<bool>([&](auto done) { storage.setLayer(std::move(layer), done); });
    }
    static Written write(engine::DownloadStorage &storage, std::uint32_t index, QByteArray bytes)
    {
        return wait<Written>(
            [&](auto done) { storage.write(engine::PieceIndex{index}, std::move(bytes), done); });
    }
    static Known checkpoint(engine::DownloadStorage &storage)
    {
        return wait<Known>([&](auto done) { storage.checkpoint(done); });
    }
    static Known close(engine::DownloadStorage &storage)
    {
        return wait<Known>([&](auto done) { storage.close(done); });
    }
    static Committed commit(engine::DownloadStorage &storage)
    {
        return wait<Committed>([&](auto done) { storage.commit(done); });
    }

    /// Opened, its layer known, and these pieces written.
    std::unique_ptr<engine::DownloadStorage> makeWith(const std::vector<std::uint32_t> &pieces,
                                                      engine::KnownPieces known = {})
    {
        auto storage = make(std::move(known));
        if (!open(*storage) || !setLayer(*storage, layer()))
            qFatal("not opened");
        for (const auto index : pieces) {
            if (write(*storage, index, piece(index)).outcome != Written::Outcome::Verified)
                qFatal("not written");
        }
        return storage;
    }

    QByteArray content;
    hash::ContentIdentity identity;
    FileRecord record;

private:
    QTemporaryDir m_folder;
    Mailbox m_mailbox;
    engine::WorkerPool m_pool{2};

public:
    engine::Background background{m_pool, m_mailbox.address()};
};

} // namespace ft::test
