#pragma once

#include "peer-gui/engine/share/sharecatalog.h"
#include "peer-gui/engine/transfer/uploadconnection.h"
#include "tests/peer-engine/sharedfiles.h"
#include "tests/support/manualclock.h"

#include <QTemporaryDir>

#include <deque>

namespace ft::test {

/// What serving needs around it, with the test in the tracker's place.
struct UploadFixture
{
    /// Shares a new file of this content.
    engine::SharedFile share(const QString &name, const QByteArray &content)
    {
        auto file = sharedFile(folder.filePath(name), name, content);
        catalog.replace(file);
        return file;
    }

    [[nodiscard]] engine::UploadContext context()
    {
        return {background,
                catalog,
                access,
                rate,
                uploadSlots,
                clock,
                hostOf("source"),
                "test/1",
                [this](const SharedPath &path) {
                    changed << path.toString();
                }};
    }

    void answer(bool isAccepted)
    {
        const auto next = asked.front();
        asked.pop_front();
        next(isAccepted);
    }

    QTemporaryDir folder;
    ManualClock clock;
    Mailbox mailbox;
    engine::WorkerPool pool{2};
    engine::Background background{pool, mailbox.address()};
    engine::ShareCatalog catalog;
    std::deque<std::function<void(std::optional<bool>)>> asked;
    engine::AccessPolicy access{engine::AllowList::parse({QStringLiteral("127.0.0.0/8")}).value(),
                                [this](const auto &, const auto &, const auto &reply) {
                                    asked.push_back(reply);
                                },
                                clock};
    engine::RateArbiter rate{clock};
    engine::UploadSlots uploadSlots{8, clock};
    QStringList changed; ///< what the share was told is not there any more
};

} // namespace ft::test
