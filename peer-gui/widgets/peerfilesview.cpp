#include "peer-gui/widgets/peerfilesview.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/problemtext.h"
#include "peer-gui/models/toldfilesmodel.h"
#include "peer-gui/widgets/emptystate.h"
#include "peer-gui/widgets/panel.h"
#include "peer-gui/widgets/plainlabel.h"

#include <QAbstractItemView>
#include <QPushButton>
#include <QShortcut>

namespace ft::widgets {

PeerFilesView::PeerFilesView(NetworkCommands &commands, QString peer, QWidget *parent)
    : QWidget(parent)
    , m_commands(commands)
    , m_peer(std::move(peer))
    , m_summary(new PlainLabel{this})
    , m_empty(new EmptyState{this})
{
    auto *retry = new QPushButton{tr("&Ask again"), m_empty};
    retry->setToolTip(tr("Ask this peer once more"));
    connect(retry, &QPushButton::clicked, this, &PeerFilesView::refresh);
    m_empty->addButton(retry);
}

PeerFilesView::~PeerFilesView() = default;

void PeerFilesView::ask(const engine::PeerQuestion &question)
{
    m_asking = std::make_unique<QObject>();
    m_problem.reset();
    m_commands.ask(m_peer, question, m_asking.get(), [this](const engine::PeerAnswer &answer) {
        hear(answer);
    });
    emit askingChanged();
    updateState();
}

void PeerFilesView::stop()
{
    if (!m_asking)
        return;
    m_asking.reset();
    emit askingChanged();
    updateState();
}

void PeerFilesView::hear(const engine::PeerAnswer &answer)
{
    take(answer);
    if (answer.problem) {
        m_problem = answer.problem;
        // Whoever is asked is no source of a download.
        m_problem->during = engine::Operation::AskPeer;
        failed(*answer.problem);
    }
    if (answer.isLast && m_asking) {
        m_asking.reset();
        emit askingChanged();
    }
    updateState();
}

void PeerFilesView::failed(const engine::Problem &) {}

bool PeerFilesView::hasSelection() const
{
    return m_view->selectionModel()->hasSelection();
}

QWidget *PeerFilesView::frameFor(QAbstractItemView &view)
{
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *open = new QShortcut{key, &view};
        open->setContext(Qt::WidgetShortcut);
        connect(open, &QShortcut::activated, this, &PeerFilesView::opened);
    }
    connect(&view, &QAbstractItemView::doubleClicked, this, &PeerFilesView::opened);
    m_view = &view;
    m_stack = makePanelStack({m_empty, &view}, this);
    return m_stack->parentWidget();
}

void PeerFilesView::updateState()
{
    m_summary->setText(summary());
    if (!hasRows())
        explain(*m_empty);
    if (auto *retry = m_empty->findChild<QPushButton *>())
        retry->setVisible(m_problem.has_value());
    m_stack->setCurrentWidget(hasRows() ? static_cast<QWidget *>(m_view) : m_empty);
}

QString PeerFilesView::summary() const
{
    if (!hasRows())
        return {};
    if (m_problem)
        return tr("%1. %2", "how much there is, and what went wrong")
            .arg(summaryText(), models::describe(*m_problem).what);
    return summaryText();
}

Facts PeerFilesView::factsOf(const engine::ToldFile &file)
{
    const FileRecord &record = file.record;
    Facts facts{models::shown(QString::fromUtf8(record.path.name())), {}, {}};
    if (file.mark)
        facts.sentence = models::markSentence(file);
    facts.facts = {{tr("Size"),
                    tr("%1 (%2 bytes)", "like 52.3 kB (52,344 bytes)")
                        .arg(models::formatSize(record.size),
                             QLocale{}.toString(static_cast<qulonglong>(record.size)))},
                   {tr("Modified"), models::formatTime(record.modified)},
                   {tr("Type"),
                    tr("%1 (%2)", "like PDF document (application/pdf)")
                        .arg(models::formatType(record.type),
                             models::shown(QString::fromUtf8(record.type)))},
                   {tr("Path"), models::shown(record.path.toString())},
                   {tr("MD5"), record.md5 ? QString::fromLatin1(record.md5->hex()) : QString{}},
                   {tr("Root", "the hash that names a content"),
                    record.root ? QString::fromLatin1(record.root->hex()) : QString{}}};
    return facts;
}

} // namespace ft::widgets
