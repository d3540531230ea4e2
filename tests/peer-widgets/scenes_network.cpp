#include "tests/peer-widgets/stage.h"

namespace ft::scenes {

std::vector<Scene> networkScenes()
{
    return {};
}

} // namespace ft::scenes
