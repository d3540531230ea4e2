#include "common/hash/contenthasher.h"
#include "common/protocol/limits.h"
#include "common/protocol/peercodec.h"
#include "common/protocol/trackercodec.h"
#include "tests/support/wireprinters.h"

#include <QFile>
#include <QHash>
#include <QTest>

#include <set>

using namespace ft;
using namespace ft::protocol;

namespace {

/// A fenced block of the page that holds lines of the wire.
struct Block
{
    QByteArrayList words; ///< of its info string, the first being wire or wire-error
    QByteArrayList lines;
    int number = 0; ///< line of the page where it begins
};

/// The specification, cut into what can be checked.
class Page
{
public:
    Page();

    [[nodiscard]] const std::vector<Block> &blocks() const { return m_blocks; }
    /// Rows of the tables of one section, cut into cells.
    [[nodiscard]] std::vector<QByteArrayList> rows(const QByteArray &heading) const;

private:
    QByteArrayList m_lines;
    std::vector<Block> m_blocks;
};

Page::Page()
{
    QFile file{QStringLiteral(FT_PROTOCOL_PAGE)};
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", FT_PROTOCOL_PAGE);
    m_lines = file.readAll().split('\n');
    bool inside = false;
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        const QByteArray &line = m_lines[i];
        if (line.startsWith("```")) {
            inside = !inside && line.startsWith("```wire");
            if (inside)
                m_blocks.push_back({line.sliced(3).split(' '), {}, static_cast<int>(i + 1)});
        } else if (inside) {
            m_blocks.back().lines << line;
        }
    }
}

std::vector<QByteArrayList> Page::rows(const QByteArray &heading) const
{
    const auto level = heading.first(heading.indexOf(' ') + 1);
    std::vector<QByteArrayList> rows;
    for (qsizetype i = m_lines.indexOf(heading) + 1; i < m_lines.size(); ++i) {
        if (m_lines[i].startsWith(level) || m_lines[i].startsWith("## "))
            break;
        if (!m_lines[i].startsWith("| "))
            continue;
        QByteArrayList cells;
        for (const QByteArray &cell : m_lines[i].split('|'))
            cells << cell.trimmed().replace('`', QByteArray{});
        rows.push_back(cells.mid(1, cells.size() - 2));
    }
    return rows;
}

enum Dialogue { TrackerRequests, TrackerReplies, PeerRequests, PeerReplies };

std::optional<Dialogue> dialogueOf(const QByteArray &name)
{
    const QHash<QByteArray, Dialogue> names{{"tracker-request", TrackerRequests},
                                            {"tracker-reply", TrackerReplies},
                                            {"peer-request", PeerRequests},
                                            {"peer-reply", PeerReplies}};
    const auto found = names.find(name);
    return found == names.end() ? std::nullopt : std::optional{*found};
}

/// What became of a line: the alternative and its bytes encoded again, or the error.
struct Outcome
{
    std::size_t alternative = 0;
    QByteArray encoded;
    std::optional<DecodeError> error;
};

template <typename Message>
Outcome outcomeOf(const Decoded<Message> &decoded)
{
    if (!decoded)
        return {0, {}, decoded.error()};
    return {decoded->index(), encode(*decoded), std::nullopt};
}

Outcome decodeAs(Dialogue dialogue, const QByteArray &line)
{
    switch (dialogue) {
    case TrackerRequests:
        return outcomeOf(decodeTrackerRequest(line));
    case TrackerReplies:
        return outcomeOf(decodeTrackerReply(line));
    case PeerRequests:
        return outcomeOf(decodePeerRequest(line));
    case PeerReplies:
        break;
    }
    return outcomeOf(decodePeerReply(line));
}

std::size_t alternativesOf(Dialogue dialogue)
{
    constexpr std::array Sizes{std::variant_size_v<TrackerRequest>,
                               std::variant_size_v<TrackerReply>,
                               std::variant_size_v<PeerRequest>,
                               std::variant_size_v<PeerReply>};
    return Sizes[dialogue];
}

void addLine(int number, const QByteArray &line, Dialogue dialogue)
{
    QTest::addRow("%d %s", number, line.left(50).constData()) << line << static_cast<int>(dialogue);
}

hash::ContentIdentity identityOf(const QByteArray &content)
{
    hash::ContentHasher hasher{static_cast<std::uint64_t>(content.size())};
    hasher.add({content.constData(), static_cast<std::size_t>(content.size())});
    return hasher.finish();
}

} // namespace

class TestProtocolPage final : public QObject
{
    Q_OBJECT

private slots:
    void runsExamples_data();
    void runsExamples();
    void runsErrors_data();
    void runsErrors();
    void hasAnExampleOfEveryMessage();
    void knowsEveryKindOfBlock();
    void tellsTheLimitsOfTheProgram();
    void tellsEveryErrorCode();
    void tellsEveryRefusalCode();
    void showsEveryErrorCodeThatALineCanHave();
    void tellsRootsThatAreRight_data();
    void tellsRootsThatAreRight();
    void showsTheHashesOfTheFileInItsSessions();

private:
    /// Every line of the page that must decode: examples, and the lines of sessions.
    template <typename Visit>
    void visitLines(Visit visit) const;

    Page m_page;
};

template <typename Visit>
void TestProtocolPage::visitLines(Visit visit) const
{
    for (const Block &block : m_page.blocks()) {
        const bool session = block.words.last().endsWith("-session");
        if (block.words.first() != "wire")
            continue;
        const bool tracker = block.words.last().startsWith("tracker");
        for (qsizetype i = 0; i < block.lines.size(); ++i) {
            const QByteArray &line = block.lines[i];
            const int number = block.number + 1 + static_cast<int>(i);
            if (!session)
                visit(number, line, *dialogueOf(block.words.last()));
            else if (line.startsWith("> "))
                visit(number, line.sliced(2), tracker ? TrackerRequests : PeerRequests);
            else if (line.startsWith("< "))
                visit(number, line.sliced(2), tracker ? TrackerReplies : PeerReplies);
        }
    }
}

void TestProtocolPage::runsExamples_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("dialogue");
    visitLines(addLine);
}

void TestProtocolPage::runsExamples()
{
    QFETCH(QByteArray, line);
    QFETCH(int, dialogue);
    const auto outcome = decodeAs(static_cast<Dialogue>(dialogue), line);
    QVERIFY2(!outcome.error, outcome.error ? explain(*outcome.error).constData() : "");
    QCOMPARE(outcome.encoded, QByteArray{line + '\n'});
}

void TestProtocolPage::runsErrors_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("dialogue");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("where");
    for (const Block &block : m_page.blocks()) {
        if (block.words.first() != "wire-error")
            continue;
        for (const QByteArray &line : block.lines) {
            QTest::addRow("%d %s", block.number, line.left(50).constData())
                << line << static_cast<int>(*dialogueOf(block.words[1])) << block.words[2]
                << block.words[3];
        }
    }
}

void TestProtocolPage::runsErrors()
{
    QFETCH(QByteArray, line);
    QFETCH(int, dialogue);
    const auto outcome = decodeAs(static_cast<Dialogue>(dialogue), line);
    QVERIFY(outcome.error);
    QTEST(wireCode(outcome.error->fault).toByteArray(), "code");
    QTEST(outcome.error->where, "where");
}

void TestProtocolPage::hasAnExampleOfEveryMessage()
{
    std::array<std::set<std::size_t>, 4> shown;
    visitLines([&](int, const QByteArray &line, Dialogue dialogue) {
        shown[dialogue].insert(decodeAs(dialogue, line).alternative);
    });
    for (const Dialogue dialogue : {TrackerRequests, TrackerReplies, PeerRequests, PeerReplies})
        QCOMPARE(shown[dialogue].size(), alternativesOf(dialogue));
}

void TestProtocolPage::knowsEveryKindOfBlock()
{
    QCOMPARE_GT(m_page.blocks().size(), 40);
    for (const Block &block : m_page.blocks()) {
        const QByteArray where = "line " + QByteArray::number(block.number);
        if (block.words.first() == "wire-error")
            QVERIFY2(block.words.size() == 4, where.constData());
        else
            QVERIFY2(block.words.size() == 2, where.constData());
        const QByteArray &name = block.words[1];
        QVERIFY2(dialogueOf(name) || name == "tracker-session" || name == "peer-session",
                 where.constData());
        QVERIFY2(!block.lines.isEmpty(), where.constData());
        for (const QByteArray &line : block.lines)
            QVERIFY2(!name.endsWith("-session") || line.startsWith("> ") || line.startsWith("< ")
                         || line.startsWith("# "),
                     line.constData());
    }
}

void TestProtocolPage::tellsTheLimitsOfTheProgram()
{
    const QHash<QByteArray, quint64> limits{{"MaxLine", limits::MaxLine},
                                            {"MaxFields", limits::MaxFields},
                                            {"MaxType", limits::MaxType},
                                            {"MaxText", limits::MaxText},
                                            {"MaxAgent", limits::MaxAgent},
                                            {"MaxToken", limits::MaxToken},
                                            {"MaxWhere", limits::MaxWhere},
                                            {"MaxSearchText", limits::MaxSearchText},
                                            {"MaxQueryWords", limits::MaxQueryWords},
                                            {"MaxAfter", limits::MaxAfter},
                                            {"MaxDigest", limits::MaxDigest},
                                            {"MaxLiveSearches", limits::MaxLiveSearches},
                                            {"MaxFoundRecords", limits::MaxFoundRecords},
                                            {"MaxTime", limits::MaxTime},
                                            {"MaxListedFiles", limits::MaxListedFiles},
                                            {"MaxListedPeers", limits::MaxListedPeers},
                                            {"MaxFileSize", limits::MaxFileSize},
                                            {"MaxHashes", limits::MaxHashes},
                                            {"MaxPieces", limits::MaxPieces},
                                            {"MaxPipelined", limits::MaxPipelined}};
    QHash<QByteArray, quint64> told;
    for (const QByteArrayList &row : m_page.rows("## 3 Limits")) {
        if (row.first().startsWith("Max"))
            told.insert(row[0], row[1].toULongLong());
    }
    QCOMPARE(told, limits);
    QFile header{QStringLiteral(FT_LIMITS_HEADER)};
    QVERIFY(header.open(QIODevice::ReadOnly));
    QCOMPARE(header.readAll().count("inline constexpr"), limits.size());
}

void TestProtocolPage::tellsEveryErrorCode()
{
    std::set<QByteArray> told;
    for (const QByteArrayList &row : m_page.rows("### ERROR: the connection has gone wrong"))
        told.insert(row.first());
    std::set<QByteArray> codes{"code"}; // the table's own heading
    for (int fault = 0; fault < DecodeFaultCount; ++fault)
        codes.insert(wireCode(static_cast<DecodeFault>(fault)).toByteArray());
    QCOMPARE(told, codes);
}

void TestProtocolPage::tellsEveryRefusalCode()
{
    std::set<QByteArray> told;
    for (const QByteArrayList &row : m_page.rows("### REFUSED: a request declined"))
        told.insert(row.first());
    std::set<QByteArray> codes{"code", "key", "retry= number"}; // headings, and the only key
    for (int code = 0; code < RefusalCodeCount; ++code)
        codes.insert(wireCode(static_cast<RefusalCode>(code)).toByteArray());
    QCOMPARE(told, codes);
}

void TestProtocolPage::showsEveryErrorCodeThatALineCanHave()
{
    std::set<QByteArray> shown{"too-long", "too-many-fields"}; // too long to be shown on a page
    for (const Block &block : m_page.blocks()) {
        if (block.words.first() == "wire-error")
            shown.insert(block.words[2]);
    }
    QCOMPARE(shown.size(), DecodeFaultCount);
}

void TestProtocolPage::tellsRootsThatAreRight_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("root");
    for (const QByteArrayList &row : m_page.rows("## 7 Content identity")) {
        if (row.first() == "content")
            continue;
        const auto size = row[1].toLongLong();
        QByteArray content = row[0].endsWith(" repeated") ? QByteArray(size, row[0].front())
                                                          : row[0];
        if (row[0] == "nothing")
            content.clear();
        QCOMPARE(content.size(), size);
        QTest::addRow("%s, %s octets", row[0].constData(), row[1].constData()) << content << row[2];
    }
}

void TestProtocolPage::tellsRootsThatAreRight()
{
    QFETCH(QByteArray, content);
    QTEST(identityOf(content).root.hex(), "root");
}

void TestProtocolPage::showsTheHashesOfTheFileInItsSessions()
{
    const auto identity = identityOf(QByteArray(1'048'577, 'a'));
    QByteArray remark = "# " + QByteArray::number(identity.pieceLayer.size() * NodeHash::ByteCount)
                        + " octets:";
    for (const NodeHash &hash : identity.pieceLayer)
        remark += ' ' + hash.hex();
    int shown = 0;
    for (const Block &block : m_page.blocks())
        shown += static_cast<int>(block.lines.count(remark));
    QCOMPARE(shown, 1);
}

QTEST_APPLESS_MAIN(TestProtocolPage)
#include "tst_protocolpage.moc"
