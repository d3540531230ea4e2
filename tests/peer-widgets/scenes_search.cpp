#include "peer-gui/widgets/resultsview.h"
#include "peer-gui/widgets/searchpage.h"
#include "tests/peer-widgets/stage.h"

#include <QAction>
#include <QLineEdit>
#include <QTest>

namespace ft::scenes {

namespace {

using namespace sample;
using namespace std::chrono_literals;
using engine::TransferState;

FileRecord contentOf(const char *path, const char *type, std::uint64_t size, std::uint8_t content)
{
    auto made = file(path, type, size);
    made.root = root(content);
    made.modified -= 24h * 11 * content;
    return made;
}

/// Contents of every state, some with many sources, some with names that are hard to show.
std::vector<SourceRecord> records()
{
    const auto iso = contentOf("images/debian-12.9.0-amd64-netinst.iso",
                               "application/x-iso9660-image",
                               662'700'032,
                               1);
    auto copy = iso;
    copy.path = *SharedPath::parse("mirror/debian/debian-12.9.0-amd64-netinst.iso");
    copy.md5 = Md5Sum::fromHex("9e107d9d372bb6826bd81d3542a419d6");
    const auto older = contentOf("mirror/debian-12.9.0-amd64-netinst.iso",
                                 "application/x-iso9660-image",
                                 661'651'456,
                                 2);
    const auto aria = contentOf("music/goldberg-aria.flac", "audio/flac", 31'220'118, 3);
    const auto lecture = contentOf("lectures/2026-03 Graph theory.mp4",
                                   "video/mp4",
                                   1'402'113'004,
                                   4);
    const auto map = contentOf("地图/北京地图 最新版.png", "image/png", 9'120'441, 5);
    const auto arabic = contentOf("كتب/مقدمة ابن خلدون.pdf", "application/pdf", 18'004'112, 6);
    const auto longName = contentOf(
        "archive/2024/very long folder name that nobody needs/Minutes of the extraordinary general "
        "assembly of the society for the preservation of harbour cranes, second draft, with all "
        "annexes (final, revised, really final).odt",
        "application/vnd.oasis.opendocument.text",
        88'220,
        7);
    auto plain = contentOf("readme.txt", "txt", 1'204, 8);
    plain.root.reset();
    return {record(iso, "studio-a", "10.0.0.4:40112"),
            record(copy, "lab-7.physics", "10.0.3.77:41923"),
            record(older, "attic", "[fd00::21]:51200"),
            record(iso, "ada-desk", "10.0.0.9:40000"),
            record(aria, "studio-a", "10.0.0.4:40112"),
            record(lecture, "lab-7.physics", "10.0.3.77:41923"),
            record(lecture, "kim", "10.0.5.2:40001"),
            record(map, "attic", "[fd00::21]:51200"),
            record(arabic, "kim", "10.0.5.2:40001"),
            record(longName, "studio-a", "10.0.0.4:40112"),
            record(plain, nullptr, "10.0.8.130:6000")};
}

void joinAndShare(Stage &stage)
{
    stage.fillShare();
    stage.join();
}

/// The table of the tab that is seen.
widgets::ResultsView &view(const Stage &stage)
{
    widgets::ResultsView *seen = nullptr;
    for (auto *view : stage.window->findChildren<widgets::ResultsView *>()) {
        if (view->isVisible())
            seen = view;
    }
    return *seen;
}

void fill(Stage &stage)
{
    joinAndShare(stage);
    stage.commands.search.history = {
        {root(4), stage.clock.wallTime() - 24h * 40, u"/home/ada/Videos/Graph theory.mp4"_qs, {}}};
    stage.search("debian type:iso", records());
    auto running = transferOf(1, records()[8], TransferState::Transferring, 8'100'000);
    stage.window->showTransfers({running});
    QCoreApplication::processEvents();
    view(stage).expand(view(stage).model()->index(0, 0));
    view(stage).setCurrentIndex(view(stage).model()->index(0, 0));
}

void fillWithMany(Stage &stage)
{
    joinAndShare(stage);
    std::vector<SourceRecord> many;
    for (int i = 0; i < 1'000; ++i) {
        auto one = contentOf("photos/summer/IMG_0000.jpg", "image/jpeg", 5'000'000, 9);
        const auto number = QByteArray::number(2'000 + i * 7);
        one.path = *SharedPath::parse(
            QByteArray{"photos/summer " + number.first(1) + "/IMG_" + number + ".jpg"});
        one.size += static_cast<std::uint64_t>(i) * 4'711;
        one.modified -= std::chrono::hours{i * 5};
        many.push_back(record(one, i % 3 == 0 ? "studio-a" : "kim", "10.0.0.4:40112"));
    }
    stage.search("IMG type:image", {});
    engine::SearchNews news;
    news.results = engine::FindResults{many, 84'120, 61'007, "more", false, false};
    stage.commands.search.news.back()(news);
    for (const char *text : {"annual report", "\"field trip\" -draft", "peer:studio-a type:flac"})
        stage.window->findChild<widgets::SearchPage *>()->searchFor(QString::fromUtf8(text));
    QTest::keyClick(stage.window->focusWidget(), Qt::Key_Tab, Qt::ControlModifier);
    QCoreApplication::processEvents();
    view(stage).setCurrentIndex(view(stage).model()->index(3, 0));
}

void loseTracker(Stage &stage)
{
    stage.window->showLost({engine::ProblemCode::TrackerUnreachable,
                            engine::Operation::Join,
                            QStringLiteral("tracker.example:1234"),
                            QStringLiteral("Connection refused")},
                           8s);
}

} // namespace

std::vector<Scene> searchScenes()
{
    return {{"search-joining",
             Place::Search,
             [](Stage &) {
             }},
            {"search-empty", Place::Search, joinAndShare},
            {"search-nothing",
             Place::Search,
             [](Stage &stage) {
                 joinAndShare(stage);
                 stage.search("no such file.txt", {});
             }},
            {"search-results", Place::Search, fill},
            {"search-many", Place::Search, fillWithMany},
            {"search-noquery",
             Place::Search,
             [](Stage &stage) {
                 joinAndShare(stage);
                 auto *box = stage.window->findChild<QLineEdit *>();
                 box->setText(QStringLiteral("annual size:big report"));
                 QTest::keyClick(box, Qt::Key_Return);
             }},
            {"search-unshared",
             Place::Search,
             [](Stage &stage) {
                 stage.window->showLost({engine::ProblemCode::NothingToShare,
                                         engine::Operation::Join,
                                         QStringLiteral("tracker.example:1234"),
                                         {}},
                                        0ms);
             }},
            {"search-lost", Place::Search, [](Stage &stage) {
                 stage.fillShare();
                 loseTracker(stage);
             }}};
}

} // namespace ft::scenes
