#include "peer-gui/engine/tracker/wishes.h"

#include "common/base/logging.h"
#include "common/model/searchquery.h"

#include <QCryptographicHash>
#include <QPointer>

namespace ft::engine {

using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t FirstSearch = 0x4000'0000; // apart from the numbers of other searches
constexpr std::uint32_t FoundAtOnce = 200;
constexpr qsizetype TokenDigits = 16;

SearchId searchOf(WishId id)
{
    return SearchId{FirstSearch + id.value()};
}

/// Names a content; a record without a root is named by what it says.
QString tokenOf(const SourceRecord &record)
{
    if (record.file.root)
        return QString::fromLatin1(record.file.root->hex().first(TokenDigits));
    const QByteArray said = record.file.path.utf8() + '\n' + QByteArray::number(record.file.size);
    const auto hash = QCryptographicHash::hash(said, QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.toHex().first(TokenDigits));
}

} // namespace

Wishes::Wishes(WishStore store, LiveSearches &searches, HostName self, QObject *parent)
    : QObject(parent)
    , m_store(std::move(store))
    , m_searches(searches)
    , m_self(std::move(self))
{
    m_saveSoon.setSingleShot(true);
    m_saveSoon.setInterval(1s);
    connect(&m_saveSoon, &QTimer::timeout, this, [this] {
        if (const auto saved = save(); !saved)
            qCWarning(logTracker).noquote() << "cannot save the wishes:" << saved.error();
    });
}

Wishes::~Wishes()
{
    if (m_saveSoon.isActive())
        (void)save();
}

void Wishes::load(bool isAsking)
{
    m_isAsking = isAsking;
    for (StoredWish &stored : m_store.load()) {
        if (m_wishes.size() == Most)
            break;
        m_lastId = std::max(m_lastId, stored.id.value());
        const WishId id = stored.id;
        const QString text = stored.text;
        m_wishes.insert_or_assign(id, Entry{std::move(stored), {}});
        open(id, text);
    }
}

Result<Wish, Problem> Wishes::add(const QString &text)
{
    const auto problem = [&text](ProblemCode code, const QString &detail) {
        return tl::unexpected(Problem{code, Operation::Wish, text, detail});
    };
    const auto query = parseSearchQuery(text);
    if (!query)
        return problem(ProblemCode::BadQuery, query.error().what);
    for (const auto &[id, entry] : m_wishes) {
        if (entry.stored.text == text)
            return wishOf(entry);
    }
    if (m_wishes.size() == Most)
        return problem(ProblemCode::TooManyWishes, QString::number(Most));
    const WishId id{++m_lastId};
    const Entry &entry = m_wishes[id] = Entry{{id, text, {}}, {}};
    if (const auto saved = save(); !saved) {
        m_wishes.erase(id);
        return tl::unexpected(
            Problem{ProblemCode::StateUnwritable, Operation::Wish, m_store.path(), saved.error()});
    }
    open(id, text);
    return wishOf(entry);
}

Result<Wish, Problem> Wishes::remove(WishId id)
{
    const auto found = m_wishes.extract(id);
    if (!found)
        return tl::unexpected(
            Problem{ProblemCode::NoSuchWish, Operation::Wish, QString::number(id.value()), {}});
    m_searches.close(searchOf(id));
    if (const auto saved = save(); !saved)
        return tl::unexpected(
            Problem{ProblemCode::StateUnwritable, Operation::Wish, m_store.path(), saved.error()});
    return wishOf(found.mapped());
}

std::vector<Wish> Wishes::list() const
{
    std::vector<Wish> wishes;
    for (const auto &[id, entry] : m_wishes)
        wishes.push_back(wishOf(entry));
    return wishes;
}

Wish Wishes::wishOf(const Entry &entry)
{
    return {entry.stored.id,
            entry.stored.text,
            static_cast<std::uint64_t>(entry.stored.told.size()),
            entry.problem};
}

void Wishes::open(WishId id, const QString &text)
{
    if (!m_isAsking)
        return;
    m_searches.open(searchOf(id), {text, FoundAtOnce, {}}, [this, id](const SearchNews &news) {
        onNews(id, news);
    });
}

void Wishes::onNews(WishId id, const SearchNews &news)
{
    m_searches.heard(searchOf(id));
    const auto found = m_wishes.find(id);
    if (found == m_wishes.end())
        return;
    Entry &entry = found->second;
    if (news.problem || news.results)
        entry.problem = news.problem;
    std::vector<SourceRecord> matches;
    const auto take = [&](const std::vector<SourceRecord> &records) {
        for (const SourceRecord &record : records) {
            if (isNew(entry, record))
                matches.push_back(record);
        }
    };
    if (news.results)
        take(news.results->records);
    take(news.came);
    if (matches.empty())
        return;
    m_saveSoon.start();
    emit matched({wishOf(entry), matches});
}

bool Wishes::isNew(Entry &entry, const SourceRecord &record) const
{
    const QString token = tokenOf(record);
    QStringList &told = entry.stored.told;
    if (record.host == m_self || told.contains(token))
        return false;
    if (told.size() == MostTold)
        told.removeFirst();
    told << token;
    return true;
}

Result<void, QString> Wishes::save()
{
    m_saveSoon.stop();
    std::vector<StoredWish> wishes;
    for (const auto &[id, entry] : m_wishes)
        wishes.push_back(entry.stored);
    return m_store.save(wishes);
}

} // namespace ft::engine
