#include "tests/peer-widgets/stage.h"

namespace ft::scenes {

using namespace std::chrono_literals;

std::vector<Scene> shareScenes()
{
    return {{"share-empty",
             Place::Share,
             [](Stage &stage) {
                 stage.window->showShare({0, 0, 0, 0, 0, true, 0, {}});
                 stage.window->showLost({engine::ProblemCode::NothingToShare,
                                         engine::Operation::Join,
                                         QStringLiteral("tracker.example:1234"),
                                         {}},
                                        0ms);
             }},
            {"share-rows",
             Place::Share,
             [](Stage &stage) {
                 stage.fillShare();
                 stage.join();
             }},
            {"share-hashing", Place::Share, [](Stage &stage) {
                 stage.fillShare();
                 stage.window->showShare(
                     {4, 48'340'864, 911, 1'203'000'000, 9'120'400'000, false, 0, {}});
                 stage.window->showNotice({engine::ShareNotice::Kind::SymlinkOutside,
                                           QStringLiteral("/home/ada/share/private"),
                                           0,
                                           {}});
                 stage.window->showNotice({engine::ShareNotice::Kind::FileUnreadable,
                                           QStringLiteral("/home/ada/share/locked.db"),
                                           EACCES,
                                           {}});
             }}};
}

} // namespace ft::scenes
