#pragma once

#include "peer-gui/engine/peerengine.h"
#include "peer-gui/shell/commands.h"
#include "peer-gui/shell/printer.h"

#include <functional>
#include <map>

namespace ft::shell {

/// Runs the commands that search, and prints what is found, what changes in searches that stay
/// open, and what wishes match.
class SearchControl final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SearchControl)

public:
    /// Called when a command is over: whether it did what it was asked.
    using Done = std::function<void(bool ok)>;

    /// Both must outlive it.
    SearchControl(engine::PeerEngine &engine, const Printer &printer);
    ~SearchControl() override = default;

    /// A search that stays open is done as soon as it is asked.
    void run(const SearchCommand &command, const Done &done);
    void run(const WishCommand &command, const Done &done);
    /// Ends the searches that are open.
    void run(const StopCommand &, const Done &done);

private:
    using Shown = std::map<QString, SourceRecord>; ///< by what tells records apart

    void askHad(const QString &text, const engine::FindResults &results, const Done &done);
    void report(const QString &text,
                const engine::FindResults &results,
                const std::vector<engine::HadContent> &had);
    void open(const QString &text);
    void hear(const QString &text, Shown &shown, const engine::SearchNews &news);
    void showCome(Shown &shown, const SourceRecord &record);
    void showGone(Shown &shown, const QString &key);
    void onMatch(const engine::WishMatch &match);
    void printWish(const char *event, const engine::Wish &wish);

    engine::PeerEngine &m_engine;
    const Printer &m_printer;
    std::vector<engine::SearchId> m_open;
};

} // namespace ft::shell
