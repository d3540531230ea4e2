#pragma once

namespace ft {

/// Joins lambdas into one visitor for std::visit.
template <typename... Lambdas>
struct Overloaded : Lambdas...
{
    using Lambdas::operator()...;
};

// clang 14 deduces no aggregates.
template <typename... Lambdas>
Overloaded(Lambdas...) -> Overloaded<Lambdas...>;

} // namespace ft
