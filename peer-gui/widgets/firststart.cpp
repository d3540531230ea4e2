#include "peer-gui/widgets/firststart.h"

#include "peer-gui/models/problemtext.h"
#include "peer-gui/widgets/downloadchoice.h"
#include "peer-gui/widgets/plainlabel.h"
#include "peer-gui/widgets/sharechoice.h"
#include "peer-gui/widgets/stateline.h"
#include "peer-gui/widgets/trackerchoice.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>

namespace ft::widgets {

using engine::Preferences;
using engine::Problem;

namespace {

constexpr qreal TitleScale = 1.3;
constexpr int WidthInCharacters = 74;

enum Step { ShareStep, DownloadStep, TrackerStep, StepCount };

} // namespace

FirstStart::FirstStart(SettingsKeeper &keeper,
                       SetupCommands &commands,
                       const QString &suggested,
                       QWidget *parent)
    : QDialog(parent)
    , m_keeper(keeper)
    , m_commands(commands)
    , m_share(new ShareChoice{commands, this})
    , m_downloads(new DownloadChoice{commands, this})
    , m_shareDownloads(new QCheckBox{tr("Offer what I have &downloaded to others, too"), this})
    , m_tracker(new TrackerChoice{commands, this})
    , m_steps(new QStackedWidget{this})
    , m_place(new PlainLabel{this})
    , m_fault(new StateLine{this})
    , m_back(new QPushButton{tr("&Back"), this})
    , m_next(new QPushButton{this})
    , m_cancel(new QPushButton{tr("Not now"), this})
{
    setWindowTitle(tr("Welcome to FileTracker"));
    setupSteps(suggested);
    setupLayout();
    connect(m_share, &ShareChoice::changed, this, &FirstStart::updateButtons);
    connect(m_downloads, &DownloadChoice::changed, this, &FirstStart::updateButtons);
    connect(m_tracker, &TrackerChoice::changed, this, &FirstStart::updateButtons);
    connect(m_next, &QPushButton::clicked, this, &FirstStart::goOn);
    connect(m_back, &QPushButton::clicked, this, [this] { goTo(m_steps->currentIndex() - 1); });
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    goTo(ShareStep);
}

void FirstStart::setupSteps(const QString &suggested)
{
    const auto &settings = m_keeper.settings();
    m_share->setFolder(suggested, settings.filter);
    addStep(m_share,
            tr("What do you share?"),
            tr("Choose a folder. Others can find and download everything in it and below it; "
               "nothing else of this computer is ever seen. You can add more folders later."));
    m_downloads->setFolder(settings.downloadFolder);
    m_shareDownloads->setChecked(settings.shareDownloads);
    m_shareDownloads->setToolTip(tr("The more peers have a file, the faster everybody gets it"));
    auto *downloads = new QWidget{this};
    auto *layout = new QVBoxLayout{downloads};
    layout->setContentsMargins({});
    layout->addWidget(m_downloads);
    layout->addWidget(m_shareDownloads);
    layout->addStretch(1);
    downloads->setFocusProxy(m_downloads);
    addStep(downloads,
            tr("Where do downloads go?"),
            tr("Finished files are put into this folder. Nothing in it is overwritten."));
    m_tracker->setTracker(settings.tracker, settings.name);
    addStep(m_tracker,
            tr("Which tracker do you join?"),
            tr("A tracker tells peers of each other; files go straight from peer to peer. Whoever "
               "runs it tells you its address."));
}

void FirstStart::addStep(QWidget *content, const QString &title, const QString &text)
{
    auto *step = new QWidget{this};
    auto *heading = new PlainLabel{title, step};
    QFont font = heading->font();
    font.setPointSizeF(font.pointSizeF() * TitleScale);
    font.setBold(true);
    heading->setFont(font);
    auto *explanation = new PlainLabel{text, step};
    explanation->setWordWrap(true);
    auto *layout = new QVBoxLayout{step};
    layout->setContentsMargins({});
    layout->addWidget(heading);
    layout->addWidget(explanation);
    layout->addSpacing(layout->spacing());
    layout->addWidget(content, 1);
    step->setFocusProxy(content);
    m_steps->addWidget(step);
}

void FirstStart::setupLayout()
{
    m_back->setAutoDefault(false);
    m_cancel->setAutoDefault(false);
    m_next->setDefault(true);
    m_cancel->setToolTip(tr("Close this; it can be opened again from the menu Edit"));
    m_fault->hide();
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_cancel);
    buttons->addStretch(1);
    buttons->addWidget(m_place);
    buttons->addSpacing(buttons->spacing());
    buttons->addWidget(m_back);
    buttons->addWidget(m_next);
    auto *layout = new QVBoxLayout{this};
    layout->addWidget(m_steps, 1);
    layout->addWidget(m_fault);
    layout->addSpacing(layout->spacing());
    layout->addLayout(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * WidthInCharacters);
}

void FirstStart::goTo(int step)
{
    m_steps->setCurrentIndex(step);
    m_place->setText(tr("Step %1 of %2").arg(step + 1).arg(int{StepCount}));
    m_back->setEnabled(step > 0);
    m_next->setText(step + 1 < StepCount ? tr("&Next") : tr("&Start sharing"));
    m_fault->hide();
    updateButtons();
    m_next->setFocus(Qt::OtherFocusReason);
}

void FirstStart::goOn()
{
    if (m_steps->currentIndex() + 1 < StepCount)
        goTo(m_steps->currentIndex() + 1);
    else
        finish();
}

bool FirstStart::isComplete(int step) const
{
    switch (step) {
    case ShareStep:
        return m_share->isComplete();
    case DownloadStep:
        return !m_downloads->folder().isEmpty();
    default:
        return m_tracker->isComplete();
    }
}

void FirstStart::updateButtons()
{
    m_next->setEnabled(!m_isFinishing && isComplete(m_steps->currentIndex()));
}

Preferences FirstStart::chosen() const
{
    Preferences chosen;
    QStringList folders = m_keeper.settings().shareFolders;
    if (!folders.contains(m_share->folder()))
        folders << m_share->folder();
    chosen.shareFolders = folders;
    chosen.filter = m_share->filter();
    chosen.downloadFolder = m_downloads->folder();
    chosen.shareDownloads = m_shareDownloads->isChecked();
    chosen.tracker = m_tracker->tracker();
    chosen.name = m_tracker->name();
    return chosen;
}

void FirstStart::finish()
{
    m_isFinishing = true;
    updateButtons();
    std::optional<SetupCommands::Note> note;
    if (m_share->wantsNote()) {
        const QString text = tr("The files in this folder are shared with FileTracker.\n"
                                "Put into it what others may find and download.\n");
        note = SetupCommands::Note{tr("About this folder.txt", "name of a file"), text.toUtf8()};
    }
    m_commands.prepareShareFolder(m_share->folder(), note, this, [this](const auto &prepared) {
        if (prepared)
            apply();
        else
            fail(prepared.error());
    });
}

void FirstStart::apply()
{
    m_keeper.change(chosen(), this, [this](const auto &applied) {
        if (applied)
            accept();
        else
            fail(applied.error());
    });
}

void FirstStart::fail(const Problem &problem)
{
    m_isFinishing = false;
    m_fault->show(StateLine::Kind::Bad, models::describe(problem).line());
    m_fault->setVisible(true);
    updateButtons();
}

} // namespace ft::widgets
