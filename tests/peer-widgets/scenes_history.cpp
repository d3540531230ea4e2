#include "tests/peer-widgets/stage.h"

namespace ft::scenes {

std::vector<Scene> historyScenes()
{
    return {};
}

} // namespace ft::scenes
