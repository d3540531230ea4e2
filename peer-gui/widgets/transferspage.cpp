#include "peer-gui/widgets/transferspage.h"

#include "peer-gui/widgets/icon.h"
#include "peer-gui/widgets/makeaction.h"
#include "peer-gui/widgets/speedview.h"
#include "peer-gui/widgets/transferinspector.h"
#include "peer-gui/widgets/uploadsview.h"
#include "peer-gui/words/transferwords.h"

#include <QLineEdit>
#include <QLocale>
#include <QSettings>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <utility>

namespace ft::widgets {

using models::SpeedHistory;
using models::SpeedSeries;

namespace {

const QString TabKey = QStringLiteral("transfers/tab");

QString countedText(const QString &name, int count)
{
    if (count == 0)
        return name;
    return TransfersPage::tr("%1 (%2)", "downloads or uploads, and how many run")
        .arg(name, QLocale{}.toString(count));
}

} // namespace

TransfersPage::TransfersPage(const DownloadsView::Surroundings &surroundings,
                             QString downloadFolder,
                             QWidget *parent)
    : Page(parent)
    , m_downloadFolder(std::move(downloadFolder))
    , m_openUrl(surroundings.openUrl)
    , m_downSpeeds(surroundings.clock)
    , m_upSpeeds(surroundings.clock)
    , m_timeline(surroundings.clock)
    , m_downloads(new DownloadsView{surroundings, this})
    , m_uploads(new UploadsView{surroundings.clock, surroundings.undo, this})
    , m_inspector(new TransferInspector{surroundings.clock, this})
    , m_tabs(new QTabBar{this})
    , m_filter(new QLineEdit{this})
    , m_views(new QStackedWidget{this})
    , m_separator(makeSeparator(this))
{
    m_inspector->hide(); // until the inspector pane takes it over
    setupLayout();
    connectViews();
    showCounts();
    m_second.setInterval(std::chrono::seconds{1});
    connect(&m_second, &QTimer::timeout, this, &TransfersPage::noteSpeeds);
    m_second.start();
}

void TransfersPage::setupLayout()
{
    m_views->addWidget(m_downloads);
    m_views->addWidget(m_uploads);
    m_tabs->setDocumentMode(true);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->addTab(icon(QStringLiteral("download")), {});
    m_tabs->addTab(icon(QStringLiteral("upload")), {});
    m_tabs->setAccessibleName(tr("Downloads or uploads"));
    m_filter->setPlaceholderText(tr("Filter by name"));
    m_filter->setAccessibleName(tr("Filter by name"));
    m_filter->setToolTip(tr("Show only what has all these words in its name"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    auto *head = new QHBoxLayout;
    head->addWidget(m_tabs);
    head->addStretch(1);
    head->addWidget(m_filter, 1);
    auto *layout = new QVBoxLayout{this};
    layout->addLayout(head);
    layout->addWidget(m_views, 1);
    setFocusProxy(m_downloads);
}

void TransfersPage::connectViews()
{
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        m_views->setCurrentIndex(tab);
        setFocusProxy(m_views->currentWidget());
        updateInspector();
    });
    connect(m_filter, &QLineEdit::textChanged, m_downloads, &DownloadsView::setFilter);
    connect(m_filter, &QLineEdit::textChanged, m_uploads, &UploadsView::setFilter);
    // From the words to what they found.
    connect(m_filter, &QLineEdit::returnPressed, this, [this] {
        m_views->currentWidget()->setFocus();
    });
    connect(m_downloads, &DownloadsView::currentChanged, this, &TransfersPage::updateInspector);
    connect(m_uploads, &UploadsView::currentChanged, this, &TransfersPage::updateInspector);
    connect(m_inspector, &TransferInspector::appeared, this, &TransfersPage::updateInspector);
    connect(m_inspector, &TransferInspector::browseAsked, this, &TransfersPage::browseAsked);
    connect(&m_inspector->speed(), &SpeedView::asked, this, &TransfersPage::updateSpeed);
    connect(m_downloads, &DownloadsView::restated, this, &TransfersPage::showCounts);
    connect(m_uploads, &UploadsView::counted, this, &TransfersPage::showCounts);
    connect(m_downloads, &DownloadsView::searchAsked, this, &TransfersPage::searchAsked);
    connect(m_downloads, &DownloadsView::historyAsked, this, &TransfersPage::historyAsked);
    connect(m_downloads, &DownloadsView::said, this, &Page::said);
    connect(m_uploads, &UploadsView::browseAsked, this, &TransfersPage::browseAsked);
    connect(m_uploads, &UploadsView::shareAsked, this, &TransfersPage::shareAsked);
    connect(m_uploads, &UploadsView::said, this, &Page::said);
    // What is done from a menu is seen.
    for (const QAction *action : m_downloads->actionList())
        connect(action, &QAction::triggered, this, [this] { m_tabs->setCurrentIndex(0); });
    for (const QAction *action : m_uploads->actionList())
        connect(action, &QAction::triggered, this, [this] { m_tabs->setCurrentIndex(1); });
}

const models::TransfersModel &TransfersPage::transfers() const
{
    return m_downloads->transfers();
}

const models::UploadsModel &TransfersPage::uploads() const
{
    return m_uploads->uploads();
}

bool TransfersPage::isAtUploads() const
{
    return m_views->currentWidget() == m_uploads;
}

void TransfersPage::update(const std::vector<engine::TransferSnapshot> &changed)
{
    m_timeline.observe(changed);
    m_downloads->update(changed);
}

void TransfersPage::update(const std::vector<engine::UploadSnapshot> &changed)
{
    m_uploads->update(changed);
}

void TransfersPage::showCounts()
{
    m_tabs->setTabText(0, countedText(tr("Downloads"), transfers().runningCount()));
    m_tabs->setTabText(1, countedText(tr("Uploads"), uploads().runningCount()));
    if (!m_downloads->current())
        updateInspector();
}

void TransfersPage::noteSpeeds()
{
    m_downloads->flush();
    std::vector<SpeedHistory::Speed> down;
    for (int row = 0; row < transfers().rowCount(); ++row) {
        const auto &transfer = transfers().transfer(row);
        if (!isOver(transfer.state))
            down.push_back({transfer.id.value(), transfer.rate});
    }
    std::vector<SpeedHistory::Speed> up;
    for (int row = 0; row < uploads().rowCount(); ++row) {
        const auto &upload = uploads().upload(row);
        if (!upload.isOver())
            up.push_back({upload.snapshot.id, upload.snapshot.rate});
    }
    m_downSpeeds.sample(down);
    m_upSpeeds.sample(up);
    updateSpeed();
}

void TransfersPage::updateInspector()
{
    // Out of sight it costs nothing; it asks when it appears.
    if (!m_inspector->isVisible())
        return;
    const auto *upload = isAtUploads() ? m_uploads->current() : nullptr;
    const auto *download = isAtUploads() ? nullptr : m_downloads->current();
    if (upload)
        m_inspector->show(*upload);
    else if (download)
        m_inspector->show(*download, m_timeline.events(download->id));
    else
        m_inspector->showAll(allText(),
                             isAtUploads()
                                 ? tr("Select an upload to see who takes it, and how fast.")
                                 : tr("Select a download to see its pieces, its sources and what "
                                      "happened to it."));
    const Subject subject{isAtUploads(),
                          upload     ? upload->snapshot.id
                          : download ? download->id.value()
                                     : 0};
    if (std::exchange(m_subject, subject) != subject)
        updateSpeed();
}

QString TransfersPage::allText() const
{
    if (isAtUploads()) {
        return uploads().rowCount() == 0 ? tr("No uploads")
                                         : tr("%1 running, %2 finished", "uploads")
                                               .arg(uploads().runningCount())
                                               .arg(uploads().finishedCount());
    }
    return transfers().rowCount() == 0
               ? tr("No downloads")
               : words::capitalised(words::countsText(transfers().counts()));
}

void TransfersPage::updateSpeed()
{
    SpeedView &view = m_inspector->speed();
    if (!view.isVisible())
        return;
    const auto span = view.span();
    if (const auto *upload = isAtUploads() ? m_uploads->current() : nullptr) {
        const SpeedSeries up = m_upSpeeds.of(upload->snapshot.id, span);
        view.show(nullptr, &up);
    } else if (const auto *download = isAtUploads() ? nullptr : m_downloads->current()) {
        const SpeedSeries down = m_downSpeeds.of(download->id.value(), span);
        view.show(&down, nullptr);
    } else {
        const SpeedSeries down = m_downSpeeds.total(span);
        const SpeedSeries up = m_upSpeeds.total(span);
        view.show(&down, &up);
    }
}

QList<QAction *> TransfersPage::actionList() const
{
    auto actions = m_downloads->actionList();
    actions << m_separator << m_uploads->actionList();
    return actions;
}

QWidget *TransfersPage::inspector()
{
    return m_inspector;
}

void TransfersPage::find()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void TransfersPage::openDownloadFolder() const
{
    m_openUrl(QUrl::fromLocalFile(m_downloadFolder));
}

void TransfersPage::saveState(QSettings &settings) const
{
    m_downloads->saveState(settings);
    m_uploads->saveState(settings);
    m_inspector->saveState(settings);
    settings.setValue(TabKey, m_tabs->currentIndex());
}

void TransfersPage::restoreState(const QSettings &settings)
{
    m_downloads->restoreState(settings);
    m_uploads->restoreState(settings);
    m_inspector->restoreState(settings);
    m_tabs->setCurrentIndex(settings.value(TabKey).toInt() == 1 ? 1 : 0);
}

} // namespace ft::widgets
