#pragma once

#include "common/base/clock.h"
#include "peer-gui/widgets/emptystate.h"
#include "peer-gui/widgets/factsview.h"
#include "peer-gui/widgets/networkpage.h"
#include "peer-gui/widgets/peerfilesview.h"
#include "peer-gui/widgets/tableview.h"
#include "tests/peer-models/samplepeers.h"
#include "tests/peer-widgets/fakenetwork.h"

#include <QTabWidget>
#include <QTest>
#include <QTreeView>

namespace ft::test {

/// The place of the other peers, with peers that the test plays.
struct NetworkStage
{
    NetworkStage()
    {
        commands.peers = {sample::listedPeer("studio", "10.0.0.4:40112", 12, 1'000),
                          sample::listedPeer("attic", "10.0.0.5:40112", 3, 2'000),
                          sample::listedPeer("ada", "10.0.0.9:40000", 1, 1)};
        page.resize(1000, 600);
        page.show();
        page.activateWindow();
        (void)QTest::qWaitForWindowActive(&page);
    }

    void join() { tracker.noteJoined(); }
    /// Joined, with one peer of the list selected.
    void select(const QString &peer)
    {
        join();
        for (int row = 0; row < peers().model()->rowCount(); ++row) {
            if (peers().model()->index(row, 0).data().toString() == peer)
                peers().selectRow(row);
        }
        peers().setFocus();
    }
    /// Joined, looking at a share of three files.
    void browse()
    {
        join();
        page.browse(QStringLiteral("studio"));
        commands.answer({sample::toldFile("docs/a.pdf", 10),
                         sample::toldFile("docs/b.pdf", 20),
                         sample::toldFile("c.txt", 30)});
    }
    /// Selects a file or folder of that share.
    void pick(std::initializer_list<const char *> names) const
    {
        tree().expandAll();
        tree().clearSelection();
        for (const char *name : names) {
            const auto found = tree().model()->match(tree().model()->index(0, 0),
                                                     Qt::DisplayRole,
                                                     QString::fromLatin1(name),
                                                     1,
                                                     Qt::MatchExactly | Qt::MatchRecursive);
            tree().selectionModel()->setCurrentIndex(found.value(0),
                                                     QItemSelectionModel::Select
                                                         | QItemSelectionModel::Rows);
        }
    }

    /// By its shortcut, which is the same in every language.
    [[nodiscard]] QAction &action(const QKeySequence &shortcut) const
    {
        for (QAction *action : page.actionList()) {
            if (!action->isSeparator() && action->shortcut() == shortcut)
                return *action;
        }
        qFatal("no such action");
    }
    [[nodiscard]] QTabWidget &tabs() const { return *page.findChild<QTabWidget *>(); }
    [[nodiscard]] widgets::TableView &peers() const
    {
        return *tabs().widget(0)->findChild<widgets::TableView *>();
    }
    [[nodiscard]] widgets::PeerFilesView &view() const
    {
        return qobject_cast<widgets::PeerTab *>(tabs().currentWidget())->view();
    }
    [[nodiscard]] QTreeView &tree() const
    {
        return *tabs().currentWidget()->findChild<QTreeView *>();
    }
    [[nodiscard]] widgets::EmptyState &empty() const
    {
        for (auto *state : tabs().currentWidget()->findChildren<widgets::EmptyState *>()) {
            if (state->isVisible())
                return *state;
        }
        qFatal("nothing is said to be empty");
    }
    [[nodiscard]] QString inspected()
    {
        return qobject_cast<widgets::FactsView *>(page.inspector())->text();
    }

    [[nodiscard]] static engine::EngineSettings settings()
    {
        engine::EngineSettings settings;
        settings.tracker = HostPort{QStringLiteral("tracker.example"), 1234};
        settings.name = HostName::nearest(QStringLiteral("ada"));
        return settings;
    }

    SystemClock clock;
    widgets::FakeNetwork commands;
    models::TrackerWatch tracker{settings(), clock};
    widgets::NetworkPage page{commands, tracker, settings().name};
};

} // namespace ft::test
