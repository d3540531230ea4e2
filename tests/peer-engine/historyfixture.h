#pragma once

#include "peer-gui/engine/history/historystore.h"
#include "tests/peer-engine/records.h"
#include "tests/support/manualclock.h"
#include "tests/support/patience.h"

#include <QTemporaryDir>

namespace ft::test {

/// A history in a folder of its own, and what it tells.
struct HistoryFixture
{
    [[nodiscard]] QString folder() const { return home.filePath(QStringLiteral("state")); }
    [[nodiscard]] QString database() const { return folder() + QStringLiteral("/history.sqlite"); }

    void open()
    {
        store.reset();
        notices.clear();
        store = std::make_unique<engine::HistoryStore>(
            folder(), mailbox.address(), [this](const auto &notice) { notices.push_back(notice); });
    }

    template <typename Value, typename Ask>
    static Result<Value, engine::Problem> answerTo(Ask ask)
    {
        std::optional<Result<Value, engine::Problem>> answer;
        ask([&](const Result<Value, engine::Problem> &given) { answer = given; });
        if (!waitUntil([&] { return answer.has_value(); }))
            return tl::unexpected(engine::Problem{engine::ProblemCode::Canceled, {}, {}, {}});
        return *answer;
    }
    [[nodiscard]] Result<engine::HistoryPage, engine::Problem> ask(
        const engine::HistoryFilter &filter = {}) const
    {
        return answerTo<engine::HistoryPage>([&](const auto &done) { store->query(filter, done); });
    }
    [[nodiscard]] std::vector<engine::HistoryEntry> entries(
        const engine::HistoryFilter &filter = {}) const
    {
        return ask(filter).value_or(engine::HistoryPage{}).entries;
    }
    [[nodiscard]] QStringList subjects(const engine::HistoryFilter &filter = {}) const
    {
        QStringList all;
        for (const auto &entry : entries(filter))
            all << entry.subject;
        return all;
    }
    [[nodiscard]] std::vector<engine::HadContent> had(const std::vector<ContentHash> &roots) const
    {
        using Had = std::vector<engine::HadContent>;
        return answerTo<Had>([&](const auto &done) { store->had(roots, done); }).value_or(Had{});
    }

    QTemporaryDir home;
    Mailbox mailbox;
    ManualClock clock;
    std::vector<engine::HistoryNotice> notices;
    std::unique_ptr<engine::HistoryStore> store;
};

} // namespace ft::test
