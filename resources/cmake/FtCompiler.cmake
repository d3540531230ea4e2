# What every target of ours is compiled with, in one INTERFACE target: ft::options.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
# moc 6.4 stumbles over libstdc++'s <concepts> when that comes before any Qt header; it needs nothing
# of it.
set(CMAKE_AUTOMOC_MOC_OPTIONS -D_GLIBCXX_CONCEPTS)

find_program(FT_CCACHE ccache)
if(FT_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # As the manual of ccache asks of those who precompile headers.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${FT_CCACHE})
endif()

add_library(ft_options INTERFACE)
add_library(ft::options ALIAS ft_options)

target_compile_options(ft_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
    -Woverloaded-virtual -Wnon-virtual-dtor -Wcast-align -Wformat=2
    -Wimplicit-fallthrough -Wextra-semi -Wsuggest-override)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(ft_options INTERFACE -Wduplicated-cond -Wduplicated-branches -Wlogical-op
        -fpch-preprocess)
endif()
if(FT_WERROR)
    target_compile_options(ft_options INTERFACE -Werror)
endif()

target_compile_definitions(ft_options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_FOREACH QT_NO_JAVA_STYLE_ITERATORS
    QT_STRICT_ITERATORS QT_USE_QSTRINGBUILDER QT_DISABLE_DEPRECATED_BEFORE=0x060400
    FT_VERSION="${PROJECT_VERSION}")
target_include_directories(ft_options INTERFACE ${PROJECT_SOURCE_DIR})

# Each test would carry a copy of what the debugger reads: a hundred megabytes to link and to write.
# It finds that beside the objects. The sanitizers' own reports cannot.
if(NOT FT_SANITIZE AND CMAKE_CXX_FLAGS_DEBUG STREQUAL "-g")
    target_compile_options(ft_options INTERFACE $<$<CONFIG:Debug>:-gsplit-dwarf;-gno-pubnames>)
endif()

if(FT_SANITIZE)
    target_compile_options(ft_options INTERFACE -fsanitize=${FT_SANITIZE} -fno-omit-frame-pointer -O1)
    target_link_options(ft_options INTERFACE -fsanitize=${FT_SANITIZE})
    # GCC 12 reports null dereferences inside Qt headers that sanitizer instrumentation invents.
    target_compile_options(ft_options INTERFACE -Wno-null-dereference $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
endif()
