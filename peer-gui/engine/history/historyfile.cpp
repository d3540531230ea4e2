#include "peer-gui/engine/history/historyfile.h"

#include <QDir>
#include <QFile>
#include <QStringBuilder>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace ft::engine {

namespace {

using Fault = HistoryDatabase::Fault;
using Kind = HistoryNotice::Kind;

} // namespace

HistoryFile::HistoryFile(QString folder, Notice notice)
    : m_folder(std::move(folder))
    , m_path(m_folder % u"/history.sqlite")
    , m_notice(std::move(notice))
{}

HistoryFile::~HistoryFile()
{
    m_database.reset();
    if (m_lock >= 0)
        ::close(m_lock);
}

void HistoryFile::open()
{
    if (m_folder.isEmpty())
        return;
    QDir{}.mkpath(m_folder);
    const bool wasAlone = isAlone();
    auto opened = HistoryDatabase::open(m_path);
    if (!opened && opened.error().kind == Fault::Kind::Damaged && wasAlone) {
        setAside(opened.error());
        opened = HistoryDatabase::open(m_path);
    }
    if (opened) {
        m_database = *std::move(opened);
        if (wasAlone)
            (void)m_database->interruptRunning();
    } else {
        m_detail = opened.error().detail;
        const bool isFromLater = opened.error().kind == Fault::Kind::FromLater;
        tell(isFromLater ? Kind::FromLater : Kind::Unusable, m_path);
    }
    share();
}

/// Locks the history: whole when nobody else has it open. A file system without locks makes
/// everybody alone.
bool HistoryFile::isAlone()
{
    const QString path = m_folder % u"/history.lock";
    m_lock = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    return m_lock >= 0 && (::flock(m_lock, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK);
}

/// Lets others have it open too. Waits for one that is just opening it.
void HistoryFile::share()
{
    if (m_lock >= 0)
        ::flock(m_lock, LOCK_SH);
}

bool HistoryFile::write(const HistoryChanges &changes)
{
    if (!m_database)
        return true;
    auto written = m_database->apply(changes);
    if (!written && replaceDamaged(written.error()))
        written = m_database->apply(changes);
    const bool wasWritable = std::exchange(m_isWritable, written.has_value());
    if (!written) {
        m_detail = written.error().detail;
        if (wasWritable)
            tell(Kind::Unwritable, m_path);
    }
    return written.has_value() || !m_database;
}

/// A new database in the place of one that turns out to be broken.
bool HistoryFile::replaceDamaged(const Fault &fault)
{
    if (fault.kind != Fault::Kind::Damaged)
        return false;
    m_database.reset();
    setAside(fault);
    auto opened = HistoryDatabase::open(m_path);
    if (opened)
        m_database = *std::move(opened);
    else
        m_detail = opened.error().detail;
    return m_database != nullptr;
}

void HistoryFile::setAside(const Fault &fault)
{
    m_detail = fault.detail;
    const QString aside = SqliteDatabase::setAside(m_path);
    if (!aside.isEmpty())
        tell(Kind::SetAside, aside);
}

void HistoryFile::tellLost()
{
    if (!std::exchange(m_isLossTold, true))
        tell(Kind::Lost, m_path);
}

Problem HistoryFile::problem() const
{
    return {ProblemCode::HistoryUnusable, Operation::History, m_path, m_detail};
}

void HistoryFile::tell(Kind kind, const QString &path)
{
    m_notice({kind, path, m_detail});
}

} // namespace ft::engine
