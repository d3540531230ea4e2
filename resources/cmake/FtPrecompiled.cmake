# The headers of Qt and of the standard library that most files include, parsed once instead of for
# each file. Headers of our own are not among them, so that a change rebuilds what includes it and
# nothing else; files include what they use all the same, and the preset tidy builds without.
# Not <QTest>: it depends on definitions that are another for each folder of tests.
set(ft_nothing ${PROJECT_BINARY_DIR}/precompiled/nothing.cpp)
file(CONFIGURE OUTPUT ${ft_nothing} CONTENT "")

add_library(ft_precompiled STATIC ${ft_nothing})
target_link_libraries(ft_precompiled PRIVATE ft::options tl::expected Qt6::Core)
set_target_properties(ft_precompiled PROPERTIES AUTOMOC OFF)
target_precompile_headers(ft_precompiled PRIVATE
    <algorithm> <array> <chrono> <condition_variable> <cstdint> <deque> <functional> <limits> <map>
    <memory> <mutex> <optional> <set> <span> <thread> <unordered_map> <unordered_set> <utility>
    <variant> <vector>
    <QByteArray> <QCoreApplication> <QDateTime> <QDir> <QFile> <QFileInfo> <QJsonDocument>
    <QJsonObject> <QObject> <QPointer> <QRegularExpression> <QString> <QStringBuilder>
    <QStringList> <QTimer>
    <tl/expected.hpp>)

function(ft_precompile target)
    target_precompile_headers(${target} REUSE_FROM ft_precompiled)
endfunction()
