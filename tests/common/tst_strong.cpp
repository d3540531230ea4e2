#include "common/base/overloaded.h"
#include "common/base/strong.h"
#include "common/base/threadbound.h"

#include <QHash>
#include <QTest>

#include <string>
#include <type_traits>
#include <unordered_map>
#include <variant>

using namespace ft;

namespace {

using Row = Strong<struct RowTag, int>;
using Column = Strong<struct ColumnTag, int>;
using Name = Strong<struct NameTag, std::string>;

static_assert(!std::is_convertible_v<int, Row>, "a plain number is no row");
static_assert(!std::is_convertible_v<Row, int>, "a row is no plain number");
static_assert(!std::is_constructible_v<Row, Column>, "a column is no row");
static_assert(!std::is_assignable_v<Row &, Column>, "a column is no row");

} // namespace

class TestStrong final : public QObject
{
    Q_OBJECT

private slots:
    void comparesByValue();
    void servesAsKey();
    void beginsWithTheValuesDefault();
    void visitsByOverload();
    void knowsItsThread();
};

void TestStrong::comparesByValue()
{
    QVERIFY(Row{1} == Row{1});
    QVERIFY(Row{1} != Row{2});
    QVERIFY(Row{1} < Row{2});
    QVERIFY(Name{"a"} < Name{"b"});
}

void TestStrong::servesAsKey()
{
    QHash<Row, int> rows{{Row{1}, 10}, {Row{2}, 20}};
    QCOMPARE(rows.value(Row{2}), 20);
    std::unordered_map<Name, int> names{{Name{"a"}, 1}, {Name{"b"}, 2}};
    QCOMPARE(names.at(Name{"b"}), 2);
}

void TestStrong::beginsWithTheValuesDefault()
{
    QCOMPARE(Row{}.value(), 0);
    QVERIFY(Name{}.value().empty());
}

void TestStrong::visitsByOverload()
{
    const auto kind = Overloaded{[](int) { return 'i'; },
                                 [](const std::string &) {
                                     return 's';
                                 }};
    using Either = std::variant<int, std::string>;
    QCOMPARE(std::visit(kind, Either{1}), 'i');
    QCOMPARE(std::visit(kind, Either{"x"}), 's');
}

void TestStrong::knowsItsThread()
{
    ThreadBound bound;
    QVERIFY(bound.isHere());
    bool thereBefore = true;
    bool thereAfter = false;
    std::thread other{[&] {
        thereBefore = bound.isHere();
        bound.bindHere();
        thereAfter = bound.isHere();
    }};
    other.join();
    QVERIFY(!thereBefore);
    QVERIFY(thereAfter);
    QVERIFY(!bound.isHere());
}

QTEST_APPLESS_MAIN(TestStrong)
#include "tst_strong.moc"
