#include "tests/peer-widgets/stage.h"

namespace ft::scenes {

std::vector<Scene> windowScenes()
{
    return {{"banner", Place::Search, [](Stage &stage) {
                 stage.window->showFailure({engine::ProblemCode::PortInUse,
                                            engine::Operation::Listen,
                                            QStringLiteral("0.0.0.0:40112"),
                                            QStringLiteral("The bound address is already in use")});
             }}};
}

} // namespace ft::scenes
