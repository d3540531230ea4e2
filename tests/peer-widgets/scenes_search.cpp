#include "tests/peer-widgets/stage.h"

namespace ft::scenes {

namespace {

using namespace sample;
using namespace std::chrono_literals;

void fillSearch(Stage &stage)
{
    const auto iso = file("debian-12.9.0-amd64-netinst.iso",
                          "application/x-iso9660-image",
                          662'700'032);
    auto older = file("mirror/debian-12.9.0-amd64-netinst.iso",
                      "application/x-iso9660-image",
                      661'651'456);
    older.modified -= 24h * 70;
    older.root = root(2);
    stage.search("debian-12.9.0-amd64-netinst.iso",
                 {record(iso, "studio-a", "10.0.0.4:40112"),
                  record(iso, "lab-7.physics", "10.0.3.77:41923"),
                  record(older, "attic", "[fd00::21]:51200"),
                  record(iso, "ada-desk", "10.0.0.9:40000"),
                  record(iso, nullptr, "10.0.8.130:6000")});
}

} // namespace

std::vector<Scene> searchScenes()
{
    return {{"search-joining",
             Place::Search,
             [](Stage &) {
             }},
            {"search-empty",
             Place::Search,
             [](Stage &stage) {
                 stage.fillShare();
                 stage.join();
             }},
            {"search-nothing",
             Place::Search,
             [](Stage &stage) {
                 stage.fillShare();
                 stage.join();
                 stage.search("no such file.txt", {});
             }},
            {"search-results",
             Place::Search,
             [](Stage &stage) {
                 stage.fillShare();
                 stage.join();
                 fillSearch(stage);
             }},
            {"search-lost", Place::Search, [](Stage &stage) {
                 stage.fillShare();
                 stage.window->showLost({engine::ProblemCode::TrackerUnreachable,
                                         engine::Operation::Join,
                                         QStringLiteral("tracker.example:1234"),
                                         QStringLiteral("Connection refused")},
                                        8s);
             }}};
}

} // namespace ft::scenes
