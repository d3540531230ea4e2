# ft_add_module(peer_engine SOURCES a.cpp a.h ... LINKS ft::net ...) makes the library
# ft_peer_engine with the alias ft::peer_engine. What it links is all it may include.
function(ft_add_module name)
    cmake_parse_arguments(arg "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
    add_library(ft_${name} STATIC ${arg_SOURCES})
    add_library(ft::${name} ALIAS ft_${name})
    target_link_libraries(ft_${name} PUBLIC ft::options ${arg_LINKS} PRIVATE ${arg_PRIVATE_LINKS})
endfunction()

# ft_add_program(ft-tracker SOURCES main.cpp LINKS ...)
function(ft_add_program name)
    cmake_parse_arguments(arg "" "" "SOURCES;LINKS" ${ARGN})
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE ft::options ${arg_LINKS})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
    install(TARGETS ${name} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endfunction()

# ft_add_test(recordindex LINKS ft::tracker_core [LABEL unit|gui|e2e] [TIMEOUT seconds] [ALONE])
# builds tst_recordindex.cpp of the calling folder and adds it to ctest as FOLDER.recordindex.
# ALONE keeps it from running beside others (it measures or uses both cores for long).
function(ft_add_test name)
    cmake_parse_arguments(arg "ALONE" "LABEL;TIMEOUT" "SOURCES;LINKS" ${ARGN})
    if(NOT arg_LABEL)
        set(arg_LABEL unit)
    endif()
    get_filename_component(folder ${CMAKE_CURRENT_SOURCE_DIR} NAME)
    add_executable(tst_${folder}_${name} tst_${name}.cpp ${arg_SOURCES})
    target_link_libraries(tst_${folder}_${name} PRIVATE ft::options Qt6::Test ${arg_LINKS})
    add_test(NAME ${folder}.${name} COMMAND tst_${folder}_${name})
    set_tests_properties(${folder}.${name} PROPERTIES
        LABELS ${arg_LABEL}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QT_FATAL_CRITICALS=1;LC_ALL=C.UTF-8;FT_BIN=${PROJECT_BINARY_DIR}/bin")
    if(arg_TIMEOUT)
        set_tests_properties(${folder}.${name} PROPERTIES TIMEOUT ${arg_TIMEOUT})
    endif()
    if(arg_ALONE)
        set_tests_properties(${folder}.${name} PROPERTIES RUN_SERIAL ON)
    endif()
endfunction()
