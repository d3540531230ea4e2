#include "peer-gui/shell/searchcontrol.h"

#include "common/protocol/limits.h"
#include "peer-gui/shell/reports.h"
#include "peer-gui/shell/wording.h"

#include <QStringBuilder>

namespace ft::shell {

using engine::FindResults;
using engine::Operation;
using engine::Problem;
using engine::ProblemCode;
using engine::SearchNews;
using engine::Wish;

namespace {

QString keyOf(const QString &path, const QString &offerer)
{
    return path % u'\n' % offerer.toLower();
}

QString sentenceOf(const SourceRecord &record)
{
    return QStringLiteral("%1 (%2 bytes) at %3")
        .arg(record.file.path.toString())
        .arg(record.file.size)
        .arg(record.offerer().toString());
}

QJsonObject eventOf(const char *event, const SourceRecord &record)
{
    QJsonObject object = objectOf(record);
    object.insert(QStringLiteral("event"), QString::fromLatin1(event));
    return object;
}

bool isOver(const Problem &problem)
{
    return problem.code == ProblemCode::BadQuery || problem.code == ProblemCode::ExactNamesOnly;
}

} // namespace

SearchControl::SearchControl(engine::PeerEngine &engine, const Printer &printer)
    : m_engine(engine)
    , m_printer(printer)
{
    connect(&engine.searches(), &engine::Searches::matched, this, &SearchControl::onMatch);
}

void SearchControl::run(const SearchCommand &command, const Done &done)
{
    if (command.isLive) {
        open(command.text);
        return done(true);
    }
    m_engine.searches().find(
        {command.text, protocol::limits::MaxFoundRecords, {}},
        this,
        [this, text = command.text, done](const Result<FindResults, Problem> &found) {
            if (found && !found->records.empty())
                return askHad(text, *found, done);
            m_printer.problem(found ? Problem{ProblemCode::NotFound, Operation::Search, text, {}}
                                    : found.error());
            done(false);
        });
}

void SearchControl::run(const WishCommand &command, const Done &done)
{
    using What = WishCommand::What;
    const auto answer = [this, done, what = command.what](const Result<Wish, Problem> &wish) {
        if (wish)
            printWish(what == What::Add ? "wished" : "wish-removed", *wish);
        else
            m_printer.problem(wish.error());
        done(wish.has_value());
    };
    if (command.what == What::Add)
        return m_engine.searches().addWish(command.text, this, answer);
    if (command.what == What::Remove)
        return m_engine.searches().removeWish(command.id, this, answer);
    m_engine.searches().listWishes(this,
                                   [this, done](const Result<std::vector<Wish>, Problem> &wishes) {
                                       m_printer.report(reportOf(*wishes));
                                       done(true);
                                   });
}

void SearchControl::run(const StopCommand &, const Done &done)
{
    for (const engine::SearchId id : std::exchange(m_open, {}))
        m_engine.searches().close(id);
    done(true);
}

/// What of it has been fetched before; without a history, nothing is known of that.
void SearchControl::askHad(const QString &text, const FindResults &results, const Done &done)
{
    std::vector<ContentHash> roots;
    for (const SourceRecord &record : results.records) {
        const auto &root = record.file.root;
        if (root && (roots.empty() || roots.back() != *root))
            roots.push_back(*root);
    }
    using Had = std::vector<engine::HadContent>;
    m_engine.history().had(roots,
                           this,
                           [this, text, results, done](const Result<Had, Problem> &had) {
                               report(text, results, had.value_or(Had{}));
                               done(true);
                           });
}

void SearchControl::report(const QString &text,
                           const FindResults &results,
                           const std::vector<engine::HadContent> &had)
{
    m_printer.report(reportOf(results.records, had));
    if (results.isExactOnly)
        m_printer.note(QStringLiteral("note: this tracker knows exact names only; these are the "
                                      "files named \"%1\"")
                           .arg(text));
    const auto shown = results.records.size();
    if (results.total > shown || results.isPartial)
        m_printer.note(QStringLiteral("note: %1 of %2%3 records; ask for less to see the rest")
                           .arg(shown)
                           .arg(results.isPartial ? QStringLiteral("at least ") : QString{})
                           .arg(results.total));
}

void SearchControl::open(const QString &text)
{
    auto shown = std::make_shared<Shown>();
    m_open.push_back(m_engine.searches().open({text, protocol::limits::MaxFoundRecords, {}},
                                              this,
                                              [this, text, shown](const SearchNews &news) {
                                                  hear(text, *shown, news);
                                              }));
}

void SearchControl::hear(const QString &text, Shown &shown, const SearchNews &news)
{
    if (news.problem && isOver(*news.problem))
        m_printer.problem(*news.problem);
    if (news.results) {
        if (news.results->isExactOnly)
            m_printer.note(QStringLiteral("note: this tracker knows exact names only, and tells "
                                          "nothing of \"%1\" by itself")
                               .arg(text));
        // Asked again, most of it is known already: only what differs is worth a line.
        Shown gone = shown;
        for (const SourceRecord &record : news.results->records) {
            gone.erase(keyOf(record.file.path.toString(), record.offerer().toString()));
            showCome(shown, record);
        }
        for (const auto &[key, record] : gone)
            showGone(shown, key);
    }
    for (const SourceRecord &record : news.came)
        showCome(shown, record);
    for (const protocol::Gone &gone : news.went)
        showGone(shown, keyOf(gone.path.toString(), gone.peer.toString()));
}

void SearchControl::showCome(Shown &shown, const SourceRecord &record)
{
    const QString key = keyOf(record.file.path.toString(), record.offerer().toString());
    const auto known = shown.find(key);
    if (known != shown.end() && known->second == record)
        return;
    shown.insert_or_assign(key, record);
    m_printer.done(u"+ " % sentenceOf(record), eventOf("came", record));
}

void SearchControl::showGone(Shown &shown, const QString &key)
{
    const auto gone = shown.extract(key);
    if (gone)
        m_printer.done(u"- " % sentenceOf(gone.mapped()), eventOf("went", gone.mapped()));
}

void SearchControl::onMatch(const engine::WishMatch &match)
{
    for (const SourceRecord &record : match.records) {
        QJsonObject object = eventOf("wish-matched", record);
        object.insert(QStringLiteral("wish"), static_cast<qint64>(match.wish.id.value()));
        object.insert(QStringLiteral("text"), match.wish.text);
        m_printer.done(
            QStringLiteral("wish %1: %2").arg(match.wish.id.value()).arg(sentenceOf(record)),
            object);
    }
}

void SearchControl::printWish(const char *event, const Wish &wish)
{
    const QString id = QString::number(wish.id.value());
    const bool isAdded = std::string_view{event} == "wished";
    m_printer.done(isAdded ? QStringLiteral("wish %1: %2").arg(id, wish.text)
                           : QStringLiteral("wish %1 is removed: %2").arg(id, wish.text),
                   {{QStringLiteral("event"), QString::fromLatin1(event)},
                    {QStringLiteral("wish"), static_cast<qint64>(wish.id.value())},
                    {QStringLiteral("text"), wish.text}});
}

} // namespace ft::shell
