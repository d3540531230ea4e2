#include "peer-gui/widgets/checksumview.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/problemtext.h"
#include "peer-gui/widgets/emptystate.h"
#include "peer-gui/widgets/tableview.h"

#include <QHeaderView>
#include <QLabel>
#include <QVBoxLayout>

namespace ft::widgets {

using Column = models::ToldFilesModel::Column;

ChecksumView::ChecksumView(NetworkCommands &commands, const QString &peer, QWidget *parent)
    : PeerFilesView(commands, peer, parent)
    , m_model({Column::Name,
               Column::State,
               Column::ToldBefore,
               Column::Md5,
               Column::Size,
               Column::Modified,
               Column::Root})
    , m_table(new TableView{m_model, tr("Checksums of the files of %1").arg(peer), this})
{
    m_table->setColumnWidths({42, 20, 26, 44, 15, 26, 74});
    connect(m_table->selectionModel(),
            &QItemSelectionModel::selectionChanged,
            this,
            &PeerFilesView::selectionChanged);
    // In the queue of the event loop: the answer that just ended is still being dealt with.
    connect(
        this, &PeerFilesView::askingChanged, this, &ChecksumView::verifyNext, Qt::QueuedConnection);
    auto *layout = new QVBoxLayout{this};
    layout->setContentsMargins({});
    layout->addWidget(frameFor(*m_table), 1);
    layout->addWidget(summaryLabel());
    setFocusProxy(m_table);
    updateState();
}

void ChecksumView::checkAll()
{
    m_toVerify.clear();
    m_wasAsked = true;
    m_model.clear();
    ask(engine::ChecksumQuestion{});
}

void ChecksumView::verify(const std::vector<SharedPath> &files)
{
    m_toVerify.insert(m_toVerify.end(), files.begin(), files.end());
    verifyNext();
}

void ChecksumView::verifyNext()
{
    if (isAsking() || m_toVerify.empty())
        return;
    m_wasAsked = true;
    const auto next = m_toVerify.front();
    m_toVerify.pop_front();
    ask(engine::ChecksumQuestion{next});
}

void ChecksumView::find()
{
    m_table->setFocus(Qt::ShortcutFocusReason);
}

void ChecksumView::take(const engine::PeerAnswer &answer)
{
    m_model.put(answer.files);
    if (!m_table->currentIndex().isValid())
        m_table->selectFirstRow();
    emit selectionChanged();
}

std::vector<PeerItem> ChecksumView::selection() const
{
    std::vector<PeerItem> items;
    for (const int row : m_table->selectedRows()) {
        const auto &told = m_model.file(row);
        if (told.mark != engine::ChecksumMark::Gone)
            items.push_back({told.record.path.toString(), told.record});
    }
    return items;
}

std::optional<Facts> ChecksumView::facts() const
{
    const auto row = m_table->currentRow();
    return row ? std::optional{factsOf(m_model.file(*row))} : std::nullopt;
}

QByteArray ChecksumView::columns() const
{
    return m_table->horizontalHeader()->saveState();
}

void ChecksumView::setColumns(const QByteArray &columns)
{
    m_table->horizontalHeader()->restoreState(columns);
}

void ChecksumView::addItemActions(const QList<QAction *> &actions)
{
    m_table->addActions(actions);
}

/// `10 the same, 1 changed`: only what there is.
QStringList ChecksumView::countedMarks() const
{
    const QLocale locale;
    const auto &counts = m_model.counts();
    QStringList parts;
    const auto add = [&](std::uint64_t count, const QString &text) {
        if (count > 0)
            parts << text.arg(locale.toString(static_cast<qulonglong>(count)));
    };
    add(counts.changed, tr("%1 changed", "number of files"));
    add(counts.gone, tr("%1 gone", "number of files"));
    add(counts.added, tr("%1 new", "number of files"));
    add(counts.changing, tr("%1 being written", "number of files"));
    add(counts.same, tr("%1 the same", "number of files"));
    return parts;
}

QString ChecksumView::summaryText() const
{
    const QString marks = countedMarks().join(tr(", ", "between the parts of a list"));
    const QString files = models::formatFileCount(m_model.counts().files);
    const QString all = marks.isEmpty() ? files
                                        : tr("%1: %2", "like 12 files: 2 changed, 10 the same")
                                              .arg(files, marks);
    return isAsking() ? tr("%1 so far…", "like 12 files: 2 changed, 10 the same so far").arg(all)
                      : all;
}

void ChecksumView::explain(EmptyState &empty) const
{
    if (!m_wasAsked) {
        empty.show(QStringLiteral("check"),
                   tr("Has anything changed?"),
                   tr("Check all asks %1 for the checksums of all its files, held against its disk "
                      "now, and compares them with those it told you before. Verify checksum does "
                      "it for the files you selected.")
                       .arg(peer()));
    } else if (isAsking()) {
        empty.show(QStringLiteral("busy"),
                   tr("Asking %1…").arg(peer()),
                   tr("It compares its files with its disk; what it tells appears here as it "
                      "arrives."));
    } else if (problem()) {
        const auto words = models::describe(*problem());
        empty.show(QStringLiteral("warning"), words.title, words.what % u' ' % words.advice);
    } else {
        empty.show(QStringLiteral("folder"),
                   tr("%1 shares nothing you may see").arg(peer()),
                   tr("There is nothing to check."));
    }
}

} // namespace ft::widgets
