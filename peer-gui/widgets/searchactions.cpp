#include "peer-gui/widgets/searchactions.h"

#include "common/model/filelink.h"
#include "common/model/queryterms.h"
#include "peer-gui/models/formatting.h"
#include "peer-gui/widgets/icon.h"
#include "peer-gui/widgets/resultsview.h"
#include "peer-gui/widgets/searchhelp.h"
#include "peer-gui/widgets/searchtab.h"
#include "peer-gui/widgets/wishlist.h"

#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLineEdit>

#include <algorithm>
#include <unordered_set>

namespace ft::widgets {

namespace {

/// More rows than this are not looked at one by one to see what may be done with them.
constexpr int MostLookedAt = 200;

bool isOnDisk(const models::Holding &holding)
{
    return !holding.path.isEmpty();
}

} // namespace

SearchActions::SearchActions(SearchCommands &commands,
                             const models::Holdings &holdings,
                             OpenUrl openUrl,
                             QWidget *parent)
    : QObject(parent)
    , m_commands(commands)
    , m_holdings(holdings)
    , m_openUrl(std::move(openUrl))
    , m_window(parent)
{
    setupDownloads();
    addSeparator();
    setupLooks();
    addSeparator();
    setupCopies();
    setupSearch();
    connect(&holdings, &models::Holdings::changed, this, &SearchActions::update);
    update();
}

QAction *SearchActions::make(const QString &iconName,
                             const QString &text,
                             const QString &tip,
                             Run run)
{
    auto *action = new QAction{icon(iconName), text, this};
    action->setToolTip(tip);
    connect(action, &QAction::triggered, this, run);
    return action;
}

QAction *SearchActions::addAction(const QString &iconName,
                                  const QString &text,
                                  const QString &tip,
                                  const QKeySequence &shortcut,
                                  Run run)
{
    QAction *action = make(iconName, text, tip, run);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetShortcut);
    m_forResults.append(action);
    return action;
}

void SearchActions::addSeparator()
{
    auto *separator = new QAction{this};
    separator->setSeparator(true);
    m_forResults.append(separator);
}

void SearchActions::setupDownloads()
{
    m_download = addAction(QStringLiteral("download"),
                           tr("&Download"),
                           tr("Download the selected files"),
                           Qt::Key_Return,
                           &SearchActions::downloadHere);
    m_download->setShortcuts({Qt::Key_Return, Qt::Key_Enter});
    m_downloadTo = addAction(QStringLiteral("folder"),
                             tr("Download &to…"),
                             tr("Download the selected files into a folder that you choose"),
                             Qt::CTRL | Qt::SHIFT | Qt::Key_Return,
                             &SearchActions::downloadTo);
    m_downloadUdp = addAction(QStringLiteral("udp"),
                              tr("Download over &UDP"),
                              tr("Download over UDP where a source offers it: faster over long "
                                 "distances"),
                              Qt::CTRL | Qt::Key_Return,
                              &SearchActions::downloadOverUdp);
}

void SearchActions::setupLooks()
{
    m_browse = addAction(QStringLiteral("browse"),
                         tr("&Browse this peer"),
                         tr("See everything that this peer shares"),
                         Qt::CTRL | Qt::Key_B,
                         &SearchActions::browsePeer);
    m_versions = addAction(QStringLiteral("versions"),
                           tr("Search for other &versions"),
                           tr("Look in a new tab for all files of this name"),
                           Qt::CTRL | Qt::SHIFT | Qt::Key_V,
                           &SearchActions::searchVersions);
    m_transfer = addAction(QStringLiteral("transfers"),
                           tr("S&how in Transfers"),
                           tr("Go to the download of this file"),
                           Qt::CTRL | Qt::Key_G,
                           &SearchActions::showTransfer);
    m_open = addAction(QStringLiteral("open"),
                       tr("&Open"),
                       tr("Open the file that you have already"),
                       Qt::CTRL | Qt::Key_O,
                       &SearchActions::open);
    m_openFolder = addAction(QStringLiteral("folder"),
                             tr("Open &folder"),
                             tr("Open the folder of the file that you have already"),
                             Qt::CTRL | Qt::SHIFT | Qt::Key_O,
                             &SearchActions::openFolder);
}

void SearchActions::setupCopies()
{
    m_copyLink = addAction(QStringLiteral("link"),
                           tr("Copy &link"),
                           tr("Copy links that others can open to find the same content"),
                           Qt::CTRL | Qt::SHIFT | Qt::Key_C,
                           &SearchActions::copyLink);
    m_copyName = addAction(QStringLiteral("copy"),
                           tr("&Copy name"),
                           tr("Copy the names of the selected files"),
                           QKeySequence::Copy,
                           &SearchActions::copyName);
    m_copyMd5 = addAction(QStringLiteral("copy"),
                          tr("Copy &MD5"),
                          tr("Copy the MD5 checksums, as md5sum prints them"),
                          Qt::CTRL | Qt::SHIFT | Qt::Key_M,
                          &SearchActions::copyMd5);
    m_copyRoot = addAction(QStringLiteral("copy"),
                           tr("Copy &root"),
                           tr("Copy the roots, which tell contents apart"),
                           Qt::CTRL | Qt::SHIFT | Qt::Key_R,
                           &SearchActions::copyRoot);
}

void SearchActions::setupSearch()
{
    m_wish = make(QStringLiteral("wish"),
                  tr("Tell m&e when something new matches"),
                  tr("Keep this search as a wish: you are told when something appears, in later "
                     "runs too"),
                  &SearchActions::addWish);
    m_wish->setShortcut(Qt::CTRL | Qt::Key_D);
    m_wishes = make(QStringLiteral("wish"),
                    tr("My &wishes…"),
                    tr("See the searches that are kept, and remove them"),
                    &SearchActions::manageWishes);
    m_wishes->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_W);
    m_help = make(QStringLiteral("help"),
                  tr("What can I t&ype?"),
                  tr("See all that a search can say, with examples"),
                  &SearchActions::showHelp);
    m_help->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_H);
    for (QAction *action : forSearch())
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
}

QList<QAction *> SearchActions::forSearch() const
{
    return {m_wish, m_wishes, m_help};
}

QList<QAction *> SearchActions::buttons() const
{
    return {m_download, m_open, m_transfer, m_browse, m_versions};
}

void SearchActions::setTab(SearchTab *tab)
{
    if (m_tab)
        disconnect(&m_tab->view(), nullptr, this, nullptr);
    m_tab = tab;
    if (m_tab)
        connect(&m_tab->view(), &ResultsView::selectionTold, this, &SearchActions::update);
    update();
}

void SearchActions::update()
{
    const int count = m_tab ? m_tab->view().selectedCount() : 0;
    const QModelIndex one = count > 0 ? current() : QModelIndex{};
    bool canDownload = count > MostLookedAt;
    if (m_tab && count <= MostLookedAt) {
        const auto rows = selection();
        canDownload = std::any_of(rows.begin(), rows.end(), [this](const QModelIndex &row) {
            return !m_tab->results().sourcesOf(row).empty();
        });
    }
    for (QAction *action : {m_download, m_downloadTo, m_downloadUdp})
        action->setEnabled(canDownload);
    for (QAction *action : {m_copyLink, m_copyName, m_copyMd5, m_copyRoot})
        action->setEnabled(count > 0);
    const auto holding = one.isValid() ? m_tab->results().holdingOf(one) : models::Holding{};
    m_browse->setEnabled(one.isValid());
    m_versions->setEnabled(one.isValid());
    m_transfer->setEnabled(holding.kind == models::Holding::Kind::Downloading);
    m_open->setEnabled(isOnDisk(holding));
    m_openFolder->setEnabled(isOnDisk(holding));
    m_wish->setEnabled(m_tab && !m_tab->session().text().isEmpty()
                       && m_tab->session().phase() != SearchSession::Phase::NoQuery);
}

QModelIndexList SearchActions::selection() const
{
    return m_tab ? m_tab->view().selectedRows() : QModelIndexList{};
}

/// The row with the cursor when it is selected, else the first selected one.
QModelIndex SearchActions::current() const
{
    if (!m_tab)
        return {};
    const QModelIndex cursor = m_tab->view().currentIndex();
    if (cursor.isValid() && m_tab->view().selectionModel()->isSelected(cursor))
        return cursor;
    const auto rows = selection();
    return rows.isEmpty() ? QModelIndex{} : rows.constFirst();
}

void SearchActions::downloadHere()
{
    startDownloads({});
}

void SearchActions::downloadOverUdp()
{
    startDownloads({Transport::Udp, {}});
}

void SearchActions::downloadTo()
{
    auto *dialog = new QFileDialog{m_window, tr("Download to"), m_lastFolder};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setLabelText(QFileDialog::Accept, tr("&Download here"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &folder) {
        m_lastFolder = folder;
        startDownloads({Transport::Tcp, folder});
    });
    dialog->open();
}

void SearchActions::startDownloads(const DownloadTarget &target)
{
    QStringList names;
    int underWay = 0;
    std::unordered_set<models::ContentId> contents;
    for (const QModelIndex &row : selection()) {
        auto &results = m_tab->results();
        // Several records of one content are several sources of one download.
        if (!contents.insert(results.contentOf(row)).second)
            continue;
        const auto sources = results.sourcesOf(row);
        if (sources.empty())
            continue;
        if (results.holdingOf(row).kind == models::Holding::Kind::Downloading) {
            ++underWay;
            continue;
        }
        m_commands.download(sources, target);
        names << QString::fromUtf8(sources.front().file.path.name());
    }
    tellStarted(names, underWay);
}

void SearchActions::tellStarted(const QStringList &names, int underWay)
{
    if (names.size() == 1)
        emit said(tr("Downloading “%1”. Transfers shows how far it is.")
                      .arg(models::shown(names.constFirst())));
    else if (!names.isEmpty())
        emit said(tr("Downloading %1. Transfers shows how far they are.")
                      .arg(models::formatFileCount(static_cast<std::uint64_t>(names.size()))));
    else if (underWay > 0)
        emit said(tr("This is being downloaded already."));
}

void SearchActions::browsePeer()
{
    if (const auto row = current(); row.isValid())
        emit browseAsked(m_tab->results().recordOf(row).offerer().toString());
}

void SearchActions::searchVersions()
{
    if (const auto row = current(); row.isValid())
        emit searchAsked(
            writtenWord(QString::fromUtf8(m_tab->results().recordOf(row).file.path.name())));
}

void SearchActions::showTransfer()
{
    const auto row = current();
    if (!row.isValid())
        return;
    if (const auto id = m_holdings.transferOf(m_tab->results().recordOf(row).file))
        emit transferAsked(*id);
}

void SearchActions::open()
{
    if (const auto row = current(); row.isValid())
        m_openUrl(QUrl::fromLocalFile(m_tab->results().holdingOf(row).path));
}

void SearchActions::openFolder()
{
    if (const auto row = current(); row.isValid())
        m_openUrl(QUrl::fromLocalFile(QFileInfo{m_tab->results().holdingOf(row).path}.path()));
}

void SearchActions::copy(const std::function<QString(const SourceRecord &)> &textOf,
                         const QString &what)
{
    QStringList lines;
    for (const QModelIndex &row : selection()) {
        if (const QString line = textOf(m_tab->results().recordOf(row)); !line.isEmpty())
            lines << line;
    }
    if (lines.isEmpty())
        return emit said(tr("None of the selected files has that."));
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
    emit said(what);
}

void SearchActions::copyLink()
{
    copy(
        [](const auto &record) {
            if (!record.file.root)
                return QString{};
            const FileLink link{
                *record.file.root, record.file.size, record.file.path, record.file.md5, {}};
            return link.toString();
        },
        tr("The link is copied."));
}

void SearchActions::copyName()
{
    copy([](const auto &record) { return QString::fromUtf8(record.file.path.name()); },
         tr("The name is copied."));
}

void SearchActions::copyMd5()
{
    copy(
        [](const auto &record) {
            return record.file.md5 ? QString::fromLatin1(record.file.md5->hex()) : QString{};
        },
        tr("The MD5 is copied."));
}

void SearchActions::copyRoot()
{
    copy(
        [](const auto &record) {
            return record.file.root ? QString::fromLatin1(record.file.root->hex()) : QString{};
        },
        tr("The root is copied."));
}

void SearchActions::addWish()
{
    if (!m_tab || m_tab->session().text().isEmpty())
        return;
    m_commands.addWish(
        m_tab->session().text(), this, [this](const Result<engine::Wish, engine::Problem> &wish) {
            if (!wish)
                return emit failed(wish.error());
            emit said(
                tr("You are told when something new matches “%1”.").arg(models::shown(wish->text)));
        });
}

void SearchActions::manageWishes()
{
    auto *list = new WishList{m_commands, m_window};
    list->setAttribute(Qt::WA_DeleteOnClose);
    connect(list, &WishList::searchAsked, this, &SearchActions::searchAsked);
    connect(list, &WishList::failed, this, &SearchActions::failed);
    list->open();
}

void SearchActions::showHelp()
{
    if (!m_tab)
        return;
    auto *help = new SearchHelp{m_window};
    connect(help, &SearchHelp::chosen, m_tab, &SearchTab::addToBox);
    help->showBelow(m_tab->box());
}

} // namespace ft::widgets
