#include "peer-gui/widgets/sharechoice.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/previewtext.h"
#include "peer-gui/widgets/folderfield.h"
#include "peer-gui/widgets/plainlabel.h"
#include "peer-gui/widgets/stateline.h"

#include <QCheckBox>
#include <QListWidget>
#include <QRadioButton>
#include <QVBoxLayout>

namespace ft::widgets {

using namespace std::chrono_literals;
using engine::FolderPreview;
using Kind = StateLine::Kind;
using State = FolderPreview::State;

namespace {

constexpr int NamesShown = 5; // rows

Kind kindOf(const FolderPreview &preview)
{
    switch (preview.state) {
    case State::Looking:
        return Kind::Busy;
    case State::Done:
        return preview.files > 0 ? Kind::Good : Kind::Note;
    case State::TooMany:
        return Kind::Good;
    case State::Missing:
        return Kind::Note;
    case State::NotAFolder:
    case State::Unreadable:
        return Kind::Bad;
    }
    return Kind::Note;
}

} // namespace

ShareChoice::ShareChoice(SetupCommands &commands, QWidget *parent)
    : QWidget(parent)
    , m_commands(commands)
    , m_folder(new FolderField{tr("Folder to share"), this})
    , m_summary(new StateLine{this})
    , m_names(new QListWidget{this})
    , m_remark(new PlainLabel{this})
    , m_note(
          new QCheckBox{tr("Put a short &note in it, so that there is something to share"), this})
    , m_warning(makeWarning())
{
    m_names->setAccessibleName(tr("What others will see"));
    m_names->setSelectionMode(QAbstractItemView::NoSelection);
    m_names->setUniformItemSizes(true);
    m_names->setFixedHeight(m_names->fontMetrics().lineSpacing() * (NamesShown + 1));
    m_remark->setWordWrap(true);
    m_note->setChecked(true);
    m_note->setToolTip(tr("A tracker accepts only peers that share at least one file"));
    setupLayout();
    m_pause.setSingleShot(true);
    m_pause.setInterval(250ms);
    connect(m_folder, &FolderField::changed, this, &ShareChoice::onTyped);
    connect(&m_pause, &QTimer::timeout, this, &ShareChoice::look);
    connect(m_deliberately, &QCheckBox::toggled, this, &ShareChoice::changed);
    connect(m_leaveOut, &QRadioButton::toggled, this, &ShareChoice::changed);
}

ShareChoice::~ShareChoice()
{
    if (m_looking)
        m_commands.closePreview(*m_looking);
}

QFrame *ShareChoice::makeWarning()
{
    auto *frame = new QFrame{this};
    frame->setFrameShape(QFrame::StyledPanel);
    frame->setBackgroundRole(QPalette::ToolTipBase);
    frame->setForegroundRole(QPalette::ToolTipText);
    frame->setAutoFillBackground(true);
    m_warningText = new PlainLabel{frame};
    m_warningText->setWordWrap(true);
    m_leaveOut = new QRadioButton{tr("&Leave these out"), frame};
    m_leaveOut->setChecked(true);
    m_shareAll = new QRadioButton{tr("Share &them as well"), frame};
    m_deliberately = new QCheckBox{tr("Share &all of it nevertheless"), frame};
    auto *layout = new QVBoxLayout{frame};
    layout->addWidget(m_warningText);
    for (QWidget *choice : {static_cast<QWidget *>(m_leaveOut),
                            static_cast<QWidget *>(m_shareAll),
                            static_cast<QWidget *>(m_deliberately)})
        layout->addWidget(choice);
    for (QWidget *widget : frame->findChildren<QWidget *>())
        widget->setForegroundRole(QPalette::ToolTipText);
    frame->hide();
    return frame;
}

void ShareChoice::setupLayout()
{
    auto *layout = new QVBoxLayout{this};
    layout->setContentsMargins({});
    layout->addWidget(m_folder);
    layout->addWidget(m_summary);
    layout->addWidget(m_note);
    layout->addWidget(m_names);
    layout->addWidget(m_remark);
    layout->addWidget(m_warning);
    layout->addStretch(1);
    setFocusProxy(m_folder);
}

void ShareChoice::setFolder(const QString &folder, const engine::ShareFilter::Settings &filter)
{
    m_filter = filter;
    m_folder->setFolder(folder);
    m_pause.stop();
    look();
}

QString ShareChoice::folder() const
{
    return m_folder->folder();
}

engine::ShareFilter::Settings ShareChoice::filter() const
{
    auto filter = m_filter;
    if (m_leaveOut->isChecked())
        filter.excluded += m_preview.privatePatterns;
    filter.excluded.removeDuplicates();
    return filter;
}

bool ShareChoice::isEmptyFolder() const
{
    return m_preview.state == State::Missing
           || (m_preview.state == State::Done && m_preview.files == 0);
}

bool ShareChoice::wantsNote() const
{
    return isEmptyFolder() && m_note->isChecked();
}

bool ShareChoice::isComplete() const
{
    const bool isFolder = !folder().isEmpty() && m_preview.folder == folder()
                          && m_preview.state != State::NotAFolder
                          && m_preview.state != State::Unreadable;
    const bool isNarrow = m_preview.breadth == FolderPreview::Breadth::Ordinary;
    return isFolder && (isNarrow || m_deliberately->isChecked());
}

void ShareChoice::onTyped()
{
    m_pause.start();
    emit changed();
}

void ShareChoice::look()
{
    if (m_looking)
        m_commands.closePreview(*m_looking);
    m_looking.reset();
    m_preview = {};
    m_deliberately->setChecked(false);
    m_leaveOut->setChecked(true);
    const QString asked = folder();
    if (asked.isEmpty()) {
        showPreview();
        return m_summary->show(Kind::Bad, tr("Type a whole path, which begins with a /."));
    }
    m_preview.folder = asked;
    showPreview();
    m_looking = m_commands.openPreview(asked, m_filter, this, [this, asked](const auto &preview) {
        if (preview.folder == asked && asked == folder())
            take(preview);
    });
}

void ShareChoice::take(const FolderPreview &preview)
{
    m_preview = preview;
    showPreview();
    emit changed();
}

void ShareChoice::showPreview()
{
    m_summary->show(kindOf(m_preview), models::summaryOf(m_preview));
    m_note->setVisible(isEmptyFolder());
    m_names->setVisible(!m_preview.names.isEmpty());
    QStringList names;
    for (const QString &name : std::as_const(m_preview.names))
        names << models::shown(name);
    m_names->clear();
    m_names->addItems(names);
    if (m_preview.files > static_cast<std::uint64_t>(names.size()))
        m_names->addItem(tr("… and %1 more")
                             .arg(models::formatFileCount(
                                 m_preview.files - static_cast<std::uint64_t>(names.size()))));
    const QString remark = models::remarkOn(m_preview);
    m_remark->setText(remark);
    m_remark->setVisible(!remark.isEmpty());
    showWarning();
}

void ShareChoice::showWarning()
{
    const QString breadth = models::breadthOf(m_preview);
    const QString found = models::warningOf(m_preview);
    QStringList lines;
    if (!breadth.isEmpty())
        lines << breadth;
    if (!found.isEmpty())
        lines << tr("It holds things that hardly anybody wants to share:") << found;
    m_warningText->setText(lines.join(u'\n'));
    m_deliberately->setVisible(!breadth.isEmpty());
    m_leaveOut->setVisible(!found.isEmpty());
    m_shareAll->setVisible(!found.isEmpty());
    m_warning->setVisible(!lines.isEmpty());
    m_warning->setAccessibleName(m_warningText->text());
}

} // namespace ft::widgets
