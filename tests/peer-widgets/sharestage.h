#pragma once

#include "peer-gui/widgets/emptystate.h"
#include "peer-gui/widgets/shareactions.h"
#include "peer-gui/widgets/sharefoldersview.h"
#include "peer-gui/widgets/sharepage.h"
#include "peer-gui/widgets/tableview.h"
#include "tests/peer-models/sampledata.h"
#include "tests/peer-widgets/fakeshare.h"

#include <QLineEdit>
#include <QTest>
#include <QUndoStack>

namespace ft::test {

/// The place of the share over a fake one, in a window of its own.
struct ShareStage
{
    widgets::FakeShare commands;
    QUndoStack undo;
    QList<QUrl> opened;
    widgets::SharePage page{{commands,
                             undo,
                             [this](const QUrl &url) { opened.append(url); },
                             HostPort{QStringLiteral("tracker.example"), 1234}}};
    std::unique_ptr<QWidget> inspector{page.inspector()};
    widgets::TableView *table = page.findChild<widgets::TableView *>();
    widgets::ShareFoldersView *tree = page.findChild<widgets::ShareFoldersView *>();
    widgets::EmptyState *empty = page.findChild<widgets::EmptyState *>();
    widgets::ShareActions *actions = page.findChild<widgets::ShareActions *>();
    QLineEdit *filter = nullptr;

    ShareStage()
    {
        inspector->setParent(nullptr);
        filter = page.findChild<QLineEdit *>();
        page.show();
        page.activateWindow();
        if (!QTest::qWaitForWindowActive(&page))
            QTest::qFail("not active", __FILE__, __LINE__);
    }

    /// Lets these be shared, from /home/ada/share.
    void show(std::vector<engine::SharedFileInfo> files)
    {
        if (commands.library.folders.empty())
            commands.share(QStringLiteral("/home/ada/share"),
                           engine::ShareFolderInfo::State::Watched);
        commands.shares = std::move(files);
        page.update({commands.shares.size(), 10, 1, 10, 10, true, 0, {}});
    }
    /// Whether in the end these are the names in the table.
    [[nodiscard]] bool hasRows(const QStringList &names) const
    {
        return QTest::qWaitFor([&] {
            QStringList all;
            for (int row = 0; row < table->model()->rowCount(); ++row)
                all << table->model()->index(row, 0).data().toString();
            return all == names;
        });
    }
    void pick(const QString &key) const { tree->select(key); }
};

} // namespace ft::test
